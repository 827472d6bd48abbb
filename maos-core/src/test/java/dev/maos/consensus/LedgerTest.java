package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which ballots count, when there is a decision, and that it is always the same one. */
class LedgerTest {
  private static final Instant DEADLINE = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant EARLY = DEADLINE.minus(Duration.ofMinutes(1));
  private static final AgentId A = AgentId.of("a");
  private static final AgentId B = AgentId.of("b");
  private static final AgentId C = AgentId.of("c");
  private static final AgentId STRANGER = AgentId.of("stranger");
  private static final Contest MAJORITY = Contest.yesOrNo(VotingRule.simpleMajority());

  @Test
  void twoOfThreeDecideBeforeTheThird() {
    var proposal = proposal(MAJORITY, Electorate.of(A, B, C));

    var one = Count.of(proposal, casts(A, Ballot.yes()), EARLY);
    var two = Count.of(proposal, casts(A, Ballot.yes(), B, Ballot.yes()), EARLY);

    assertThat(one.decision()).isEqualTo(new Decision.Undecided());
    assertThat(two.decision()).isEqualTo(new Decision.Passed());
    assertThat(two.turnout().cast()).isEqualTo(new Roll(Fraction.of(2), Fraction.of(2)));
  }

  @Test
  void theDeadlineItselfIsTooLateForABallotAndTheEndOfTheVote() {
    var proposal = proposal(MAJORITY, Electorate.of(A, B, C));
    var late = Cast.of(A, Ballot.yes(), 1, DEADLINE);
    var last = Cast.of(B, Ballot.yes(), 2, DEADLINE.minusMillis(1));

    var before = Count.of(proposal, List.of(late, last), DEADLINE.minusMillis(1));
    var then = Count.of(proposal, List.of(late, last), DEADLINE);

    assertThat(before.decision()).isEqualTo(new Decision.Undecided());
    assertThat(then.decision()).isEqualTo(new Decision.NoQuorum());
    assertThat(then.refused()).containsExactly(new Refusal(late, Refusal.Reason.LATE, ""));
  }

  @Test
  @DisplayName("70: the vote of a non-participant, a second vote and one after the deadline")
  void ballotsThatDoNotCountChangeNothing() {
    var proposal = proposal(MAJORITY, Electorate.of(A, B, C));
    var good = Cast.of(A, Ballot.no(), 1, EARLY);
    var strange = Cast.of(STRANGER, Ballot.yes(), 2, EARLY);
    var second = Cast.of(A, Ballot.yes(), 3, EARLY);
    var late = Cast.of(B, Ballot.yes(), 4, DEADLINE);

    var alone = Count.of(proposal, List.of(good), DEADLINE);
    var all = Count.of(proposal, List.of(good, strange, second, late), DEADLINE);

    assertThat(all.rounds()).isEqualTo(alone.rounds());
    assertThat(all.turnout()).isEqualTo(alone.turnout());
    assertThat(all.decision()).isEqualTo(alone.decision());
    assertThat(all.refused())
        .containsExactly(
            new Refusal(strange, Refusal.Reason.NOT_ELIGIBLE, ""),
            new Refusal(second, Refusal.Reason.ALREADY_VOTED, ""),
            new Refusal(late, Refusal.Reason.LATE, ""));
  }

  @Test
  @DisplayName("70: rankings with a duplicate or an unknown option")
  void ballotsThatDoNotFitAreRefusedWithThePlace() {
    var contest = Contest.between(List.of("X", "Y"), VotingRule.schulze());
    var proposal = proposal(contest, Electorate.of(A, B, C));

    var count =
        Count.of(
            proposal,
            casts(
                A, Ballot.ranking("X", "X"),
                B, Ballot.ranking("X", "Z"),
                C, Ballot.veto()),
            DEADLINE);

    assertThat(count.refused())
        .extracting(Refusal::reason)
        .containsOnly(Refusal.Reason.INVALID_BALLOT);
    assertThat(count.refused())
        .extracting(Refusal::detail)
        .containsExactly(
            "INVALID_BALLOT: ranking[1][0] \"X\" is not allowed; expected each option at most once",
            "INVALID_BALLOT: ranking[1][0] \"Z\" is not allowed; expected one of the options",
            "INVALID_BALLOT: choice \"VETO\" is not allowed; expected a choice of one who holds no"
                + " veto");
    assertThat(count.turnout().cast().participants()).isEqualTo(Fraction.ZERO);
  }

  @Test
  void aRefusedBallotDoesNotUseUpTheVote() {
    var proposal = proposal(MAJORITY, Electorate.of(A));

    var count = Count.of(proposal, casts(A, Ballot.choice("yes"), A, Ballot.yes()), EARLY);

    assertThat(count.decision()).isEqualTo(new Decision.Passed());
  }

  @Test
  void withoutRevisionsTheFirstBallotStands() {
    var proposal = proposal(MAJORITY, Electorate.of(A));
    var first = new Cast(A, Ballot.no(), 0, 1, EARLY);
    var second = new Cast(A, Ballot.yes(), 1, 2, EARLY);

    var count = Count.of(proposal, List.of(second, first), DEADLINE);

    assertThat(count.decision()).isEqualTo(new Decision.Rejected());
    assertThat(count.refused())
        .containsExactly(new Refusal(second, Refusal.Reason.ALREADY_VOTED, ""));
  }

  @Test
  void withRevisionsTheLatestOneStandsAndNothingIsDecidedEarly() {
    var terms = new Terms(DEADLINE, Terms.Ending.REVISABLE);
    var proposal = proposal(MAJORITY, Electorate.of(A), terms);
    var first = new Cast(A, Ballot.no(), 0, 1, EARLY);
    var second = new Cast(A, Ballot.yes(), 2, 2, EARLY);
    var stale = new Cast(A, Ballot.no(), 1, 3, EARLY);

    var open = Count.of(proposal, List.of(first, second, stale), EARLY);
    var closed = Count.of(proposal, List.of(first, second, stale), DEADLINE);

    assertThat(open.decision()).isEqualTo(new Decision.Undecided());
    assertThat(closed.decision()).isEqualTo(new Decision.Passed());
    assertThat(closed.refused())
        .containsExactly(new Refusal(stale, Refusal.Reason.STALE_REVISION, ""));
  }

  @Test
  void whereTheDeadlineDecidesNothingIsDecidedBefore() {
    var terms = new Terms(DEADLINE, Terms.Ending.AT_DEADLINE);
    var proposal = proposal(MAJORITY, Electorate.of(A), terms);

    assertThat(Count.of(proposal, casts(A, Ballot.yes()), EARLY).decision())
        .isEqualTo(new Decision.Undecided());
    assertThat(Count.of(proposal, casts(A, Ballot.yes()), DEADLINE).decision())
        .isEqualTo(new Decision.Passed());
  }

  @Test
  void aVetoDecidesAtOnceAndOnlyOfThoseWhoHoldOne() {
    var proposal = proposal(MAJORITY, Electorate.of(A, B, C).veto(C));

    var refused = Count.of(proposal, casts(A, Ballot.veto()), EARLY);
    var vetoed = Count.of(proposal, casts(A, Ballot.yes(), C, Ballot.veto()), EARLY);
    var waiting = Count.of(proposal, casts(A, Ballot.yes(), B, Ballot.yes()), EARLY);

    assertThat(refused.refused()).hasSize(1);
    assertThat(vetoed.decision()).isEqualTo(new Decision.Vetoed());
    assertThat(waiting.decision()).isEqualTo(new Decision.Undecided());
  }

  @Test
  void unanimityIsLostAtTheFirstNo() {
    var unanimous = Contest.yesOrNo(new VotingRule.Unanimous());
    var proposal = proposal(unanimous, Electorate.of(A, B, C));

    assertThat(Count.of(proposal, casts(A, Ballot.no()), EARLY).decision())
        .isEqualTo(new Decision.Rejected());
    assertThat(Count.of(proposal, casts(A, Ballot.abstain()), EARLY).decision())
        .isEqualTo(new Decision.Rejected());
  }

  @Test
  void whoDoesNotVoteIsSpokenForByTheDelegateAtTheDeadline() {
    var electorate = Electorate.of(A, B, C).delegating(B, A).delegating(C, B);
    var proposal = proposal(MAJORITY, electorate);

    var open = Count.of(proposal, casts(A, Ballot.yes()), EARLY);
    var closed = Count.of(proposal, casts(A, Ballot.yes()), DEADLINE);
    var owned = Count.of(proposal, casts(A, Ballot.yes(), B, Ballot.no()), DEADLINE);

    assertThat(open.decision()).isEqualTo(new Decision.Undecided());
    assertThat(closed.rounds().getFirst().of("YES")).isEqualTo(Fraction.of(3));
    assertThat(owned.rounds().getFirst().of("YES")).isEqualTo(Fraction.ONE);
    assertThat(owned.rounds().getFirst().of("NO")).isEqualTo(Fraction.of(2));
  }

  @Test
  void delegatesInACircleAbstain() {
    var electorate = Electorate.of(A, B, C).delegating(A, B).delegating(B, A);
    var proposal = proposal(MAJORITY, electorate);

    var count = Count.of(proposal, casts(C, Ballot.yes()), DEADLINE);

    assertThat(count.rounds().getFirst().of("ABSTAIN")).isEqualTo(Fraction.of(2));
    assertThat(count.decision()).isEqualTo(new Decision.Passed());
  }

  @Test
  void aChainOfDelegatesHasAnEnd() {
    var agents = IntStream.range(0, 18).mapToObj(i -> AgentId.of("agent" + i)).toList();
    var electorate = Electorate.of(agents);
    for (int i = 1; i < agents.size(); i++) {
      electorate = electorate.delegating(agents.get(i), agents.get(i - 1));
    }
    var proposal = proposal(MAJORITY, electorate);

    var count = Count.of(proposal, casts(agents.getFirst(), Ballot.yes()), DEADLINE);

    assertThat(count.rounds().getFirst().of("YES")).isEqualTo(Fraction.of(17));
    assertThat(count.rounds().getFirst().of("ABSTAIN")).isEqualTo(Fraction.ONE);
  }

  @Test
  void aDelegateWhoStaysAwaySpeaksForNobody() {
    var proposal = proposal(MAJORITY, Electorate.of(A, B, C).delegating(A, B));

    var count = Count.of(proposal, casts(C, Ballot.yes()), DEADLINE);

    assertThat(count.turnout().cast().participants()).isEqualTo(Fraction.ONE);
    assertThat(count.decision()).isEqualTo(new Decision.NoQuorum());
  }

  @Test
  void anArbiterRulesOnTiesAndDoesNotVote() {
    var arbiter = AgentId.of("arbiter");
    var contest =
        Contest.between(List.of("X", "Y"), new VotingRule.Plurality())
            .ties(new TieRule.Arbiter(arbiter));
    var proposal = proposal(contest, Electorate.of(A, B));
    var tied = casts(A, Ballot.choice("X"), B, Ballot.choice("Y"));
    var ruled = new ArrayList<>(tied);
    ruled.add(Cast.of(arbiter, Ballot.ranking("Y"), 7, EARLY));
    var voted = new ArrayList<>(tied);
    voted.add(Cast.of(arbiter, Ballot.choice("Y"), 7, EARLY));

    assertThat(Count.of(proposal, tied, EARLY).decision()).isEqualTo(new Decision.Undecided());
    assertThat(Count.of(proposal, tied, DEADLINE).decision())
        .isEqualTo(new Decision.Tied(List.of("X", "Y")));
    assertThat(Count.of(proposal, ruled, EARLY).decision()).isEqualTo(new Decision.Winner("Y"));
    assertThat(Count.of(proposal, ruled, EARLY).turnout().cast().participants())
        .isEqualTo(Fraction.of(2));
    assertThat(Count.of(proposal, voted, EARLY).refused())
        .extracting(Refusal::reason)
        .containsExactly(Refusal.Reason.INVALID_BALLOT);
  }

  @Test
  void anArbiterWhoVotesIsRefused() {
    var contest =
        Contest.between(List.of("X", "Y"), VotingRule.schulze()).ties(new TieRule.Arbiter(A));

    assertThatThrownBy(() -> proposal(contest, Electorate.of(A, B)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> assertThat(it.code()).isEqualTo(ErrorCode.INVALID_PROPOSAL))
        .hasMessageContaining("arbiter \"a\"");
  }

  @Test
  @DisplayName("D3, D7, D8: order, repetition and what does not count change nothing")
  void theSameBallotsGiveTheSameCount() {
    Seed.next()
        .times(
            300,
            random -> {
              var elections = new RandomElections(random);
              var options = elections.options(1, 4);
              var contest =
                  new Contest(
                      options,
                      elections.one(
                          List.of(elections.runoff(), elections.byPairs(), elections.borda())),
                      elections.quorum(),
                      List.of(new TieRule.Lot()));
              var proposal = proposal(contest, Electorate.of(A, B, C).delegating(A, C));
              var casts = new ArrayList<Cast>();
              for (var agent : List.of(A, B, C, STRANGER, A)) {
                casts.add(Cast.of(agent, elections.partial(options), casts.size(), EARLY));
              }
              var noisy = new ArrayList<>(casts);
              noisy.add(Cast.of(STRANGER, Ballot.abstain(), 10, EARLY));
              noisy.add(Cast.of(B, Ballot.abstain(), 11, DEADLINE));
              noisy.add(Cast.of(C, casts.get(2).ballot(), 12, EARLY));
              noisy.addAll(casts);
              for (var now : List.of(EARLY, DEADLINE)) {
                var count = Count.of(proposal, casts, now);
                var again = Count.of(proposal, elections.shuffled(noisy), now);

                assertThat(again.refused(List.of()))
                    .as("%s", noisy)
                    .isEqualTo(count.refused(List.of()));
              }
            });
  }

  @Test
  @DisplayName("D8: in which order the participants vote does not change the outcome")
  void theOrderOfVotersChangesNothing() {
    Seed.next()
        .times(
            200,
            random -> {
              var elections = new RandomElections(random);
              var options = elections.options(1, 4);
              var contest =
                  Contest.between(
                      options, elections.one(List.of(elections.runoff(), elections.byPairs())));
              var proposal = proposal(contest, Electorate.of(A, B, C));
              var ballots =
                  List.of(
                      elections.partial(options),
                      elections.partial(options),
                      elections.partial(options));
              var voters = List.of(A, B, C);
              var casts = new ArrayList<Cast>();
              for (int i : elections.shuffled(List.of(0, 1, 2))) {
                casts.add(Cast.of(voters.get(i), ballots.get(i), casts.size(), EARLY));
              }
              var usual = casts(A, ballots.get(0), B, ballots.get(1), C, ballots.get(2));

              assertThat(Count.of(proposal, casts, DEADLINE))
                  .isEqualTo(Count.of(proposal, usual, DEADLINE));
            });
  }

  private static Proposal proposal(Contest contest, Electorate electorate) {
    return proposal(contest, electorate, Terms.until(DEADLINE));
  }

  private static Proposal proposal(Contest contest, Electorate electorate, Terms terms) {
    return Proposal.of(Subject.of(STRANGER, "A question", ""), contest, electorate, terms, "");
  }

  private static List<Cast> casts(Object... votersAndBallots) {
    var casts = new ArrayList<Cast>();
    for (int i = 0; i < votersAndBallots.length; i += 2) {
      casts.add(Cast.of((AgentId) votersAndBallots[i], (Ballot) votersAndBallots[i + 1], i, EARLY));
    }
    return casts;
  }
}
