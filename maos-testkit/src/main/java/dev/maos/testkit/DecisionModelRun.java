package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPosition;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** One random sequence of commands, to a store and to a model of it. */
final class DecisionModelRun {
  private static final List<AgentId> AGENTS =
      List.of(AgentId.of("pat"), AgentId.of("ann"), AgentId.of("bob"), AgentId.of("cyd"));
  private static final List<Ballot> BALLOTS = List.of(Ballot.yes(), Ballot.no(), Ballot.abstain());
  private static final int SHOWN = 15;

  private final Seed seed;
  private final RandomGenerator random;
  private final DecisionStoreFixture fixture;
  private final DecisionStore store;
  private final List<DecisionModel> votes = new ArrayList<>();
  private final Deque<String> log = new ArrayDeque<>();

  DecisionModelRun(Seed seed, DecisionStoreFixture fixture, DecisionStore store) {
    this.seed = seed;
    this.random = seed.random();
    this.fixture = fixture;
    this.store = store;
    for (var ending : Terms.Ending.values()) {
      propose(ending);
    }
  }

  String log() {
    return String.join("\n  ", log);
  }

  private void note(String command) {
    log.addLast(command);
    if (log.size() > SHOWN) {
      log.removeFirst();
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void propose(Terms.Ending ending) {
    var proposal =
        Proposal.of(
            Subject.of(AGENTS.getFirst(), "A question", ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            Electorate.of(AGENTS.subList(1, 4)),
            new Terms(store.now().plusSeconds(random.nextInt(5, 30)), ending),
            seed.value() + " " + votes.size());
    store.propose(proposal);
    votes.add(new DecisionModel(proposal));
  }

  void step() {
    var vote = one(votes);
    switch (random.nextInt(10)) {
      case 0 -> pass();
      case 1 -> cancel(vote);
      case 2, 3 -> decide(vote);
      default -> cast(vote);
    }
    check(vote);
  }

  private void pass() {
    var duration = Duration.ofMillis(random.nextInt(1, 4_000));
    note("pass " + duration);
    fixture.pass(duration);
  }

  private void cast(DecisionModel vote) {
    var request = new CastRequest(one(AGENTS), one(BALLOTS), random.nextInt(3));
    note("cast " + request + " in " + vote.proposal().terms());
    boolean late = isLate(vote);

    var answer = store.cast(vote.proposal().id(), request, LogEntry.FIRST);

    assertThat(answer.outcome()).isEqualTo(vote.cast(request, late));
    assertThat(answer.log().entries()).isEqualTo(store.entries(vote.proposal().id(), 1).entries());
  }

  private void decide(DecisionModel vote) {
    var basis = one(List.of(Basis.values()));
    long upTo = random.nextInt(1, vote.size() + 1);
    note("decide up to " + upTo + " of " + vote.size() + ", " + basis);
    boolean late = isLate(vote);

    var verdict = verdict(new Decision.Passed(), upTo);
    var answer = store.decide(vote.proposal().id(), verdict, basis, LogEntry.FIRST);

    assertThat(answer.outcome()).isEqualTo(vote.decide(upTo, basis, late));
  }

  private void cancel(DecisionModel vote) {
    var who = one(AGENTS);
    note("cancel by " + who);

    var verdict = verdict(new Decision.Cancelled(), 1);
    var answer = store.cancel(vote.proposal().id(), who, verdict, LogEntry.FIRST);

    assertThat(answer.outcome()).isEqualTo(vote.cancel(who));
  }

  private boolean isLate(DecisionModel vote) {
    return !store.now().isBefore(vote.proposal().terms().deadline());
  }

  private static Verdict verdict(Decision decision, long upTo) {
    return new Verdict(decision, new LogPosition(upTo, "cd".repeat(32)), "");
  }

  private void check(DecisionModel vote) {
    var entries = store.entries(vote.proposal().id(), LogEntry.FIRST).entries();
    assertThat(entries.stream().map(DecisionModelRun::words).toList()).isEqualTo(vote.words());
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).sequence()).isEqualTo(i + 1);
    }
  }

  private static String words(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Opened _ -> DecisionModel.OPENED;
      case LogEntry.Taken(var cast) ->
          DecisionModel.taken(new CastRequest(cast.voter(), cast.ballot(), cast.revision()));
      case LogEntry.Late(var cast) ->
          DecisionModel.late(new CastRequest(cast.voter(), cast.ballot(), cast.revision()));
      case LogEntry.Ended(_, _, var verdict) -> DecisionModel.ended(verdict.decision());
    };
  }
}
