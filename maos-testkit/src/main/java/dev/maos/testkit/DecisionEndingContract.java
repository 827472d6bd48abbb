package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.consensus.Ballot;
import dev.maos.consensus.Closure;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.EndAnswer.Outcome;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A vote ends once, and everybody can see that it did. */
abstract class DecisionEndingContract extends DecisionScene {
  DecisionEndingContract(DecisionStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void theFirstVerdictStands() {
    var id = opened().id();
    cast(id, ANN, Ballot.yes());

    var first = decide(id, passed(2), Basis.CERTAIN);
    var second = decide(id, verdict(new Decision.Rejected(), 2), Basis.CERTAIN);

    assertThat(first.outcome()).isEqualTo(Outcome.ENDED);
    assertThat(second.outcome()).isEqualTo(Outcome.ENDED_BEFORE);
    assertThat(second.log()).isEqualTo(first.log());
    assertThat(log(id).getLast())
        .isInstanceOfSatisfying(
            LogEntry.Ended.class, end -> assertThat(end.verdict()).isEqualTo(passed(2)));
  }

  @Test
  void everyKindOfVerdictIsReadAsItWasGiven() {
    var decisions =
        List.of(
            new Decision.Rejected(),
            new Decision.Winner("A \u2713"),
            new Decision.Tied(List.of("A", "B")),
            new Decision.NoQuorum(),
            new Decision.Vetoed());
    for (var decision : decisions) {
      var id = opened().id();

      decide(id, verdict(decision, 1), Basis.CERTAIN);

      assertThat(log(id).getLast())
          .isInstanceOfSatisfying(
              LogEntry.Ended.class,
              end -> assertThat(end.verdict()).isEqualTo(verdict(decision, 1)));
    }
  }

  @Test
  void aCertainVerdictNeedNotCoverLaterBallots() {
    var id = opened().id();
    cast(id, ANN, Ballot.yes());
    cast(id, BOB, Ballot.yes());
    cast(id, CYD, Ballot.no());

    assertThat(decide(id, passed(3), Basis.CERTAIN).outcome()).isEqualTo(Outcome.ENDED);
    assertThat(log(id)).hasSize(5);
  }

  @Test
  void aVerdictThatIsNotCertainNeedsTheDeadline() {
    var id = opened().id();
    fixture.pass(OPEN.minusSeconds(1));
    assertThat(decide(id, passed(1), Basis.DEADLINE).outcome()).isEqualTo(Outcome.TOO_EARLY);
    assertThat(log(id)).hasSize(1);

    fixture.pass(Duration.ofSeconds(1));
    assertThat(decide(id, passed(1), Basis.DEADLINE).outcome()).isEqualTo(Outcome.ENDED);
  }

  @Test
  void aVoteThatRunsToItsDeadlineIsNotCertainBefore() {
    for (var ending : List.of(Terms.Ending.AT_DEADLINE, Terms.Ending.REVISABLE)) {
      var id = opened(ending).id();

      assertThat(decide(id, passed(1), Basis.CERTAIN).outcome()).isEqualTo(Outcome.TOO_EARLY);
    }
  }

  @Test
  void aVerdictAtTheDeadlineCoversAllBallotsButNotTheLateOnes() {
    var id = opened().id();
    cast(id, ANN, Ballot.yes());
    fixture.pass(OPEN);
    cast(id, BOB, Ballot.yes());

    var tooShort = decide(id, passed(1), Basis.DEADLINE);
    assertThat(tooShort.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(tooShort.log().entries()).hasSize(3);

    assertThat(decide(id, passed(2), Basis.DEADLINE).outcome()).isEqualTo(Outcome.ENDED);
  }

  @Test
  void onlyTheProposerTakesAProposalBack() {
    var id = opened().id();

    assertThat(cancel(id, ANN).outcome()).isEqualTo(Outcome.FORBIDDEN);
    assertThat(log(id)).hasSize(1);

    assertThat(cancel(id, PAT).outcome()).isEqualTo(Outcome.ENDED);
    assertThat(cancel(id, PAT).outcome()).isEqualTo(Outcome.ENDED_BEFORE);
    assertThat(decide(id, passed(1), Basis.CERTAIN).outcome()).isEqualTo(Outcome.ENDED_BEFORE);
    assertThat(log(id)).hasSize(2);
  }

  @Test
  void whatIsTakenBackKeepsTheReason() {
    var id = opened().id();
    var verdict =
        new Verdict(new Decision.Cancelled(), passed(1).covers(), "we know better \u2713 by now");

    store.cancel(id, PAT, verdict, LogEntry.FIRST);

    assertThat(log(id).getLast())
        .isInstanceOfSatisfying(
            LogEntry.Ended.class, end -> assertThat(end.verdict()).isEqualTo(verdict));
  }

  @Test
  void whatHasEndedCannotBeTakenBack() {
    var id = opened().id();
    decide(id, passed(1), Basis.CERTAIN);

    assertThat(cancel(id, PAT).outcome()).isEqualTo(Outcome.ENDED_BEFORE);
    assertThat(closures()).hasSize(1);
  }

  @Test
  void oneOfManyVerdictsAtOnceStands() throws Exception {
    var id = opened().id();
    var outcomes = new ConcurrentLinkedQueue<Outcome>();
    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        var verdict = i % 2 == 0 ? passed(1) : verdict(new Decision.Rejected(), 1);
        var _ = crowd.submit(() -> outcomes.add(decide(id, verdict, Basis.CERTAIN).outcome()));
      }
    }

    assertThat(outcomes).hasSize(20).containsOnlyOnce(Outcome.ENDED);
    assertThat(log(id)).hasSize(2);
  }

  @Test
  void endsStandInOneLine() {
    var first = opened().id();
    var second = opened().id();
    cancel(second, PAT);
    decide(first, passed(1), Basis.CERTAIN);

    var all = store.closed(0, PLENTY);

    assertThat(all.end()).isEqualTo(2);
    assertThat(all.closures()).extracting(Closure::index).containsExactly(1L, 2L);
    assertThat(all.closures()).extracting(Closure::id).containsExactly(second, first);
    assertThat(all.closures().getLast().verdict()).isEqualTo(passed(1));
    assertThat(all.closures().getLast().at()).isEqualTo(log(first).getLast().at());
    assertThat(store.closed(1, PLENTY).closures()).isEqualTo(all.closures().subList(1, 2));
    assertThat(store.closed(0, 1).closures()).isEqualTo(all.closures().subList(0, 1));
    assertThat(store.closed(2, PLENTY).closures()).isEmpty();
    assertThat(store.closed(Long.MAX_VALUE, 1).end()).isEqualTo(2);
    assertThat(store.closed(2, 1).epoch()).isEqualTo(all.epoch());
  }

  @Test
  void aBellRingsForEveryEnd() {
    var rung = new ConcurrentLinkedQueue<Optional<ProposalId>>();
    try (var _ = store.listen(rung::add)) {
      var id = opened().id();
      Waiting.until(
          () -> "a bell for " + id + " among " + rung,
          () -> rung.contains(Optional.of(id)) || rung.contains(Optional.<ProposalId>empty()),
          () -> {
            var _ = decide(id, passed(1), Basis.CERTAIN);
          });
    }
  }
}
