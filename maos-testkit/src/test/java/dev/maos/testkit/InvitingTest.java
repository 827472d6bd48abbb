package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.base.TraceContext;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Herald;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.VoteResult;
import dev.maos.consensus.VotingRule;
import dev.maos.event.EventFilter;
import dev.maos.message.BusOptions;
import dev.maos.message.Delivery;
import dev.maos.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Invitations and results reach agents by message, and whoever listens by event. */
class InvitingTest extends ConsensusScene {

  /** A voter who does what its invitation asks for, and knows nothing else. */
  @Test
  void anInvitationIsEnoughToVote() throws Exception {
    try (var maos = Maos.builder("memory:").time(new ManualTime()).open()) {
      Queue<String> events = new ConcurrentLinkedQueue<>();
      maos.events().subscribe(PAT, EventFilter.all(), it -> events.add(it.event().type().name()));
      Queue<String> results = new ConcurrentLinkedQueue<>();
      maos.bus()
          .subscribe(
              PAT,
              TopicPattern.of("_maos.votes.results"),
              it -> results.add(String.valueOf(it.payload().as(Map.class).get("decision"))));
      for (var voter : new AgentId[] {ANN, BOB, CYD}) {
        maos.bus()
            .subscribe(
                voter,
                TopicPattern.of("_maos.votes.invitations"),
                it -> maos.consensus().cast(proposalOf(it), voter, Ballot.yes()));
      }

      var proposal =
          maos.consensus()
              .propose(
                  Subject.of(PAT, "Deploy?", "the new model"),
                  Contest.yesOrNo(VotingRule.simpleMajority()),
                  Electorate.of(ANN, BOB, CYD),
                  OPEN);

      Waiting.until("a result", () -> results.contains("PASSED"));
      Waiting.until("events", () -> events.contains("CONSENSUS_REACHED"));
      assertThat(maos.consensus().status(proposal.id()).result()).isPresent();
      assertThat(events).contains("CONSENSUS_INITIATED");
      assertThat(maos.health().components())
          .anySatisfy(part -> assertThat(part.component()).isEqualTo("consensus"));
    }
  }

  @Test
  void whoseInboxIsFullKeepsNobodyElseFromBeingInvited() throws Exception {
    var bounded = BusOptions.defaults().maxQueueSize(1);
    try (var maos = Maos.builder("memory:").options(bounded).open()) {
      maos.bus().publish(Message.from(PAT).to(CYD).on("work").command(Payload.of("first this")));
      Queue<AgentId> invited = new ConcurrentLinkedQueue<>();
      for (var voter : new AgentId[] {ANN, BOB}) {
        maos.bus()
            .subscribe(voter, TopicPattern.of("_maos.votes.invitations"), it -> invited.add(voter));
      }

      var _ =
          maos.consensus()
              .propose(
                  Subject.of(PAT, "Deploy?", "the new model"),
                  Contest.yesOrNo(VotingRule.simpleMajority()),
                  Electorate.of(ANN, BOB, CYD),
                  OPEN);

      Waiting.until("invitations of both", () -> invited.containsAll(List.of(ANN, BOB)));
    }
  }

  private static ProposalId proposalOf(Delivery delivery) {
    return ProposalId.of(String.valueOf(delivery.payload().as(Map.class).get("proposal")));
  }

  /** Notes what it is asked to carry, and fails at first if it is to. */
  private static final class NotingHerald implements Herald {
    final Queue<String> carried = new ConcurrentLinkedQueue<>();
    volatile boolean fails;

    @Override
    public void invite(Proposal proposal, Optional<TraceContext> trace) {
      carry("invite");
    }

    @Override
    public void tell(Proposal proposal, VoteResult result, Optional<TraceContext> trace) {
      carry("tell");
    }

    private void carry(String what) {
      if (fails) {
        throw TroubledDecisionStore.lost();
      }
      carried.add(what);
    }
  }

  @Test
  void whatCouldNotBeCarriedIsCarriedLater() {
    var herald = new NotingHerald();
    herald.fails = true;
    var one = process(Surroundings.none().herald(herald));
    var id = propose(one);
    Waiting.until("a failure", () -> one.consensus.metrics().heraldFailed() == 1);
    herald.fails = false;

    pass(Duration.ofSeconds(6));
    assertThat(herald.carried).containsExactly("invite");

    passed(one, id);
    Waiting.until("the result", () -> herald.carried.contains("tell"));
    pass(Duration.ofSeconds(30));
    assertThat(herald.carried).containsExactly("invite", "tell");
  }

  @Test
  void whoDiesBeforeItInvitesIsReplaced() {
    var dead = new NotingHerald();
    dead.fails = true;
    var herald = new NotingHerald();
    var one = process(Surroundings.none().herald(dead));
    var other = process(Surroundings.none().herald(herald));
    assertThat(other.consensus.open(1)).isEmpty();
    var id = propose(one);
    one.line.die();
    pass(Duration.ofSeconds(6));
    assertThat(herald.carried).containsExactly("invite");

    pass(OPEN);
    Waiting.until("the result", () -> herald.carried.contains("tell"));
    assertThat(other.consensus.status(id).result()).isPresent();
  }
}
