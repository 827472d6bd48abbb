package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.BallotSeal;
import dev.maos.consensus.CastAnswer.Outcome;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Contest;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ballots: taken once, in one order, before the deadline. */
abstract class DecisionCastingContract extends DecisionScene {
  DecisionCastingContract(DecisionStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void ballotsAreTakenInOrder() {
    var id = opened().id();

    var first = cast(id, ANN, Ballot.yes().because("it is tested"));
    var second = cast(id, BOB, Ballot.no());

    assertThat(first.outcome()).isEqualTo(Outcome.TAKEN);
    assertThat(List.of(first.sequence(), second.sequence())).containsExactly(2L, 3L);
    assertThat(log(id)).extracting(LogEntry::sequence).containsExactly(1L, 2L, 3L);
    assertThat(log(id).get(1))
        .isInstanceOfSatisfying(
            LogEntry.Taken.class,
            taken -> {
              assertThat(taken.cast().voter()).isEqualTo(ANN);
              assertThat(taken.cast().ballot()).isEqualTo(Ballot.yes().because("it is tested"));
            });
  }

  @Test
  void everyKindOfBallotIsReadAsItWasCast() {
    var ballots =
        List.of(
            Ballot.abstain(),
            Ballot.veto(),
            Ballot.choice("A"),
            Ballot.ranking(List.of(List.of("B", "A"), List.of("C"))),
            Ballot.approval("A", "C"),
            Ballot.scores(Map.of("A", -3, "B", 7)),
            Ballot.no().because("\u2713 \ud83d\ude42"));
    for (var ballot : ballots) {
      var id = opened().id();

      cast(id, ANN, ballot);

      assertThat(log(id).getLast())
          .isInstanceOfSatisfying(
              LogEntry.Taken.class, taken -> assertThat(taken.cast().ballot()).isEqualTo(ballot));
    }
  }

  @Test
  void theAnswerShowsTheLogFromWhatTheCallerKnows() {
    var id = opened().id();
    cast(id, ANN, Ballot.yes());
    cast(id, BOB, Ballot.yes());

    var answer = store.cast(id, new CastRequest(CYD, Ballot.no(), 0), 2);

    assertThat(answer.log().entries()).isEqualTo(log(id).subList(1, 4));
    assertThat(store.entries(id, 4).entries()).isEqualTo(log(id).subList(3, 4));
    assertThat(store.entries(id, 5).entries()).isEmpty();
  }

  @Test
  void theSameBallotAgainIsTheSameBallot() {
    var id = opened().id();
    long sequence = cast(id, ANN, Ballot.yes()).sequence();

    for (int i = 0; i < 3; i++) {
      var again = cast(id, ANN, Ballot.yes());
      assertThat(again.outcome()).isEqualTo(Outcome.REPEATED);
      assertThat(again.sequence()).isEqualTo(sequence);
    }
    assertThat(log(id)).hasSize(2);
  }

  @Test
  void theSealOfABallotIsKept() {
    var id = opened().id();
    var seal = new BallotSeal("s".repeat(BallotSeal.MAX_LENGTH));
    var sealed = new CastRequest(ANN, Ballot.yes().because("of this"), 0, seal);
    store.cast(id, sealed, LogEntry.FIRST);

    assertThat(store.cast(id, sealed, LogEntry.FIRST).outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(log(id).getLast())
        .isInstanceOfSatisfying(
            LogEntry.Taken.class,
            taken -> {
              assertThat(taken.cast().seal()).isEqualTo(seal);
              assertThat(taken.cast().ballot()).isEqualTo(sealed.ballot());
            });
  }

  @Test
  void aSecondOpinionIsNotTaken() {
    var id = opened().id();
    cast(id, ANN, Ballot.yes());

    assertThat(cast(id, ANN, Ballot.no()).outcome()).isEqualTo(Outcome.ALREADY_VOTED);
    assertThat(cast(id, ANN, Ballot.yes().because("of this")).outcome())
        .isEqualTo(Outcome.ALREADY_VOTED);
    assertThat(revise(id, ANN, Ballot.no(), 1).outcome()).isEqualTo(Outcome.ALREADY_VOTED);
    assertThat(log(id)).hasSize(2);
  }

  @Test
  void aRevisionIsTakenWhereItIsAllowedAndNewer() {
    var id = opened(Terms.Ending.REVISABLE).id();
    cast(id, ANN, Ballot.yes());

    assertThat(revise(id, ANN, Ballot.no(), 2).outcome()).isEqualTo(Outcome.TAKEN);
    assertThat(revise(id, ANN, Ballot.no(), 2).outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(revise(id, ANN, Ballot.yes(), 2).outcome()).isEqualTo(Outcome.STALE_REVISION);
    assertThat(revise(id, ANN, Ballot.yes(), 1).outcome()).isEqualTo(Outcome.STALE_REVISION);
    assertThat(revise(id, ANN, Ballot.no(), 3).outcome()).isEqualTo(Outcome.TAKEN);
    assertThat(log(id)).hasSize(4);
  }

  @Test
  void whoMayNotVoteLeavesNothing() {
    var id = opened().id();

    assertThat(cast(id, PAT, Ballot.yes()).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
    assertThat(cast(id, AgentId.of("ann2"), Ballot.yes()).outcome())
        .isEqualTo(Outcome.NOT_ELIGIBLE);
    assertThat(log(id)).hasSize(1);
  }

  @Test
  void theArbiterOfTiesMayRule() {
    var arbiter = AgentId.of("arbiter");
    var contest =
        Contest.between(List.of("A", "B"), new VotingRule.Plurality())
            .ties(new TieRule.Arbiter(arbiter));
    var terms = Terms.until(store.now().plus(OPEN));
    var proposal =
        Proposal.of(Subject.of(PAT, "T", ""), contest, Electorate.of(ANN, BOB), terms, "n");
    store.propose(proposal);

    assertThat(cast(proposal.id(), arbiter, Ballot.ranking("A", "B")).outcome())
        .isEqualTo(Outcome.TAKEN);
  }

  @Test
  void aBallotAtTheDeadlineIsLateAndIsNotedOnce() {
    var id = opened().id();
    fixture.pass(OPEN.minusSeconds(1));
    assertThat(cast(id, ANN, Ballot.yes()).outcome()).isEqualTo(Outcome.TAKEN);
    fixture.pass(Duration.ofSeconds(1));

    assertThat(cast(id, BOB, Ballot.yes()).outcome()).isEqualTo(Outcome.LATE);
    assertThat(cast(id, BOB, Ballot.yes()).outcome()).isEqualTo(Outcome.LATE);
    assertThat(cast(id, BOB, Ballot.no()).outcome()).isEqualTo(Outcome.LATE);

    assertThat(log(id)).hasSize(3);
    assertThat(log(id).getLast())
        .isInstanceOfSatisfying(
            LogEntry.Late.class, late -> assertThat(late.cast().voter()).isEqualTo(BOB));
  }

  @Test
  void whoVotedInTimeIsToldSoAfterTheDeadline() {
    var id = opened().id();
    long sequence = cast(id, ANN, Ballot.yes()).sequence();
    fixture.pass(OPEN);

    var again = cast(id, ANN, Ballot.yes());

    assertThat(again.outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(again.sequence()).isEqualTo(sequence);
  }

  @Test
  void afterTheEndNothingIsTakenAndWhatWasTakenIsKnown() {
    var id = opened().id();
    cast(id, ANN, Ballot.yes());
    cast(id, BOB, Ballot.yes());
    decide(id, passed(3), Basis.CERTAIN);

    assertThat(cast(id, CYD, Ballot.no()).outcome()).isEqualTo(Outcome.ENDED);
    assertThat(cast(id, ANN, Ballot.yes()).outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(log(id)).hasSize(4).last().isInstanceOf(LogEntry.Ended.class);
  }

  @Test
  void manyWhoCastAtOnceAreAllInTheLogOnce() throws Exception {
    var voters = IntStream.range(0, 40).mapToObj(i -> AgentId.of("voter" + i)).toList();
    var proposal =
        Proposal.of(
            Subject.of(PAT, "T", ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            Electorate.of(voters),
            Terms.until(store.now().plus(OPEN)),
            "");
    store.propose(proposal);
    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var voter : voters) {
        for (int i = 0; i < 3; i++) {
          var _ = crowd.submit(() -> cast(proposal.id(), voter, Ballot.yes()));
        }
      }
    }

    var entries = log(proposal.id());
    assertThat(entries).hasSize(41);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).sequence()).isEqualTo(i + 1);
    }
  }
}
