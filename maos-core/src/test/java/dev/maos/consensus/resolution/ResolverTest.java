package dev.maos.consensus.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.TraceContext;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ConsensusOptions;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Herald;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.VoteResult;
import dev.maos.consensus.VotingRule;
import dev.maos.memory.MemoryDecisionStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conflicts resolved with agents that answer, or do not, and votes that are held. */
@Timeout(60)
class ResolverTest {
  private static final AgentId ANN = AgentId.of("ann");
  private static final AgentId BOB = AgentId.of("bob");
  private static final AgentId CYD = AgentId.of("cyd");
  private static final AgentId CHAIR = AgentId.of("chair");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Conflict CONFLICT =
      Conflict.on(
          "colour",
          Claim.of(ANN, Value.of("green"), 1),
          Claim.of(BOB, Value.of("blue"), 2).weight(Fraction.of(3)),
          Claim.of(CYD, Value.of("red"), 3));
  private static final Protocol.FirstWins FIRST = new Protocol.FirstWins();

  private final ManualTime time = new ManualTime();
  private final MemoryDecisionStore store = new MemoryDecisionStore(time);
  private final AtomicReference<Map<AgentId, Ballot>> ballots = new AtomicReference<>(Map.of());
  private final Consensus consensus =
      new Consensus(
          () -> store,
          ConsensusOptions.defaults(),
          Surroundings.none().herald(new Voters()),
          time,
          new SplittableRandom(1));

  /** Votes as it is told to, as soon as it is invited. */
  private final class Voters implements Herald {
    @Override
    public void invite(Proposal proposal, Optional<TraceContext> trace) {
      ballots.get().forEach((voter, ballot) -> consensus.cast(proposal.id(), voter, ballot));
    }

    @Override
    public void tell(Proposal proposal, VoteResult result, Optional<TraceContext> trace) {
      // Who voted waits for nothing.
    }
  }

  @AfterEach
  void close() {
    consensus.close();
  }

  private Resolver resolver(Envoy envoy) {
    return new Resolver(CHAIR, consensus, envoy, time);
  }

  /** Ann, then Bob, then Cyd; who comes after the end does not count. */
  private void vote(Ballot ann, Ballot bob, Ballot cyd) {
    var all = new LinkedHashMap<AgentId, Ballot>();
    all.put(ANN, ann);
    all.put(BOB, bob);
    all.put(CYD, cyd);
    ballots.set(all);
  }

  private Resolution polled(Protocol.Ballots.Method method) throws InterruptedException {
    return resolver(Envoy.nobody())
        .resolve(CONFLICT, Policy.of(new Protocol.Ballots(method, PATIENCE), FIRST));
  }

  @Test
  void aVoteOfThePartiesIsCountedAgainWithTheRecord() throws InterruptedException {
    vote(Ballot.approval("ann"), Ballot.approval("bob", "cyd"), Ballot.approval("cyd"));

    var resolution = polled(Protocol.Ballots.Method.APPROVAL);

    assertThat(resolution.settlement().protocol()).isEqualTo("VOTE");
    assertThat(resolution.settlement().claim()).contains(CYD);
    assertThat(resolution.settlement().agreement()).isEqualTo(Fraction.of(4, 5));
    var read = Resolution.read(resolution.write());
    assertThat(read).isEqualTo(resolution);
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void theShareIsThatOfTheBallotsNotOfTheClaims() throws InterruptedException {
    vote(Ballot.ranking("ann"), Ballot.ranking("ann", "bob"), Ballot.ranking("cyd"));

    var resolution = polled(Protocol.Ballots.Method.RANKED_CHOICE);

    assertThat(resolution.settlement().claim()).contains(ANN);
    assertThat(resolution.settlement().agreement()).isEqualTo(Fraction.of(4, 5));
  }

  @Test
  void aVoteThatElectsNobodyPassesTheConflictOn() throws InterruptedException {
    var tied =
        Conflict.on(
            "colour", Claim.of(ANN, Value.of("green"), 1), Claim.of(BOB, Value.of("blue"), 2));
    ballots.set(Map.of(ANN, Ballot.approval("ann"), BOB, Ballot.approval("bob")));

    var resolution =
        resolver(Envoy.nobody())
            .resolve(
                tied,
                Policy.of(new Protocol.Ballots(Protocol.Ballots.Method.APPROVAL, PATIENCE), FIRST));

    assertThat(resolution.steps()).extracting(Step::protocol).containsExactly("VOTE", "FIRST_WINS");
    assertThat(resolution.steps().getFirst().why()).isEqualTo("the vote ended TIED");
    assertThat(resolution.problems()).isEmpty();
  }

  @Test
  void theVoteOfSomethingElseIsNotBelieved() throws InterruptedException {
    vote(Ballot.approval("cyd"), Ballot.approval("cyd"), Ballot.approval("cyd"));
    var other =
        consensus.propose(
            Subject.of(CHAIR, "colour", "another question"),
            Contest.between(List.of("ann", "bob", "cyd"), new VotingRule.Approval()),
            Electorate.weighted(Map.of(ANN, Fraction.ONE, BOB, Fraction.of(3), CYD, Fraction.ONE)),
            PATIENCE);
    consensus.await(other.id(), PATIENCE);
    var export = consensus.audit().export(other.id());
    var policy = Policy.of(new Protocol.Ballots(Protocol.Ballots.Method.APPROVAL, PATIENCE), FIRST);

    var progress =
        Hearing.of(
            CONFLICT,
            policy,
            time.now(),
            List.of(new Statement.Voted(0, Optional.of(export), time.now())));

    assertThat(export.problems()).isEmpty();
    assertThat(progress.settlement().orElseThrow().protocol()).isEqualTo("FIRST_WINS");
  }

  @Test
  void anEnvoyThatFailsIsTakenForASilence() throws InterruptedException {
    Envoy failing =
        (_, _, _) -> {
          throw new MaosException(ErrorCode.QUEUE_FULL, "no room");
        };

    var resolution =
        resolver(failing)
            .resolve(CONFLICT, Policy.of(new Protocol.Escalate(CHAIR, PATIENCE, FIRST)));

    assertThat(resolution.settlement().claim()).contains(ANN);
    assertThat(resolution.statements())
        .singleElement()
        .matches(it ->
            it instanceof Statement.Silent(_, var why, _)
                && why.equals("QUEUE_FULL when it was asked"));
    assertThat(resolution.problems()).isEmpty();
  }

  @Test
  void allPartiesAreAskedAndAgree() throws InterruptedException {
    Envoy agreeable =
        (_, question, _) -> Optional.of(Answer.of(question.choices().getLast()).because("fine"));

    var resolution =
        resolver(agreeable)
            .resolve(CONFLICT, Policy.of(new Protocol.Negotiation(3, PATIENCE), FIRST));

    assertThat(resolution.settlement().claim()).contains(CYD);
    assertThat(resolution.statements()).hasSize(6);
    assertThat(resolution.problems()).isEmpty();
  }

  @Test
  void whatATieLeavesIsAConflictOfItsVoters() throws InterruptedException {
    var proposal =
        consensus.propose(
            Subject.of(CHAIR, "Where to?", ""),
            Contest.between(List.of("sea", "hills"), new VotingRule.Plurality()),
            Electorate.weighted(Map.of(ANN, Fraction.ONE, BOB, Fraction.ONE)),
            PATIENCE);
    consensus.cast(proposal.id(), BOB, Ballot.choice("sea"));
    consensus.cast(proposal.id(), ANN, Ballot.choice("hills"));
    var vote = consensus.status(proposal.id());

    var resolution = resolver(Envoy.nobody()).resolve(Conflict.in(vote), Policy.of(FIRST));

    assertThat(vote.decision()).isInstanceOf(Decision.Tied.class);
    assertThat(resolution.settlement().claim()).contains(BOB);
    assertThat(resolution.settlement().value()).containsEntry("option", Value.of("sea"));
    assertThat(resolution.settlement().agreement()).isEqualTo(Fraction.HALF);
  }

  @Test
  void proposalsThatExcludeEachOtherAreAConflictOfTheirProposers() throws InterruptedException {
    var one = propose(ANN, 2);
    time.advance(Duration.ofSeconds(1));
    var other = propose(BOB, 5);
    var votes = List.of(consensus.status(other.id()), consensus.status(one.id()));
    var conflict = Conflict.between("who deploys", votes);

    var resolution =
        resolver(Envoy.nobody()).resolve(conflict, Policy.of(new Protocol.Priority(), FIRST));

    assertThat(conflict.parties()).containsExactly(ANN, BOB);
    assertThat(resolution.settlement().value())
        .containsEntry("proposal", Value.of(other.id().value()));
  }

  private Proposal propose(AgentId proposer, int priority) {
    return consensus.propose(
        new Subject(proposer, "I deploy", "", priority),
        Contest.yesOrNo(VotingRule.simpleMajority()),
        Electorate.of(ANN, BOB),
        PATIENCE);
  }
}
