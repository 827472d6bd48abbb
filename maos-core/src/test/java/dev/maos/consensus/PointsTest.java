package dev.maos.consensus;

import static dev.maos.consensus.Elections.count;
import static dev.maos.consensus.Elections.exact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.consensus.VotingRule.Score;
import dev.maos.consensus.VotingRule.Score.Average;
import dev.maos.consensus.VotingRule.Score.Unscored;
import dev.maos.consensus.VotingRule.Unranked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that add something up: plurality, approval, scores, Borda, Copeland. */
class PointsTest {
  private static final List<String> ABC = List.of("A", "B", "C");

  @Test
  void pluralityTakesChoicesAndTheFirstOfRankings() {
    var contest = Contest.between(ABC, new VotingRule.Plurality());
    var piles =
        List.of(
            Pile.of(Ballot.choice("A"), 2),
            Pile.of(Ballot.ranking("B", "A"), 3),
            Pile.of(Ballot.abstain(), 9));

    var count = count(contest, piles);

    assertThat(count.decision()).isEqualTo(new Decision.Winner("B"));
    assertThat(count.rounds().getFirst().of("A")).isEqualTo(Fraction.of(2));
    assertThat(count.order()).containsExactly(List.of("B"), List.of("A"), List.of("C"));
  }

  @Test
  void nobodyIsElectedWithoutAnyVote() {
    for (var rule :
        List.of(
            new VotingRule.Plurality(),
            new VotingRule.Approval(),
            new Score(1, 5, Average.MEAN, Unscored.ZERO),
            VotingRule.rankedChoice(),
            VotingRule.schulze(),
            VotingRule.rankedPairs(),
            new VotingRule.Copeland(Unranked.TIED_LAST),
            new VotingRule.Borda(Unranked.TIED_LAST))) {
      var contest = Contest.between(ABC, rule).ties(new TieRule.Lot());

      var count = count(contest, List.of(Pile.of(Ballot.abstain(), 3)));

      assertThat(count.decision()).as("%s", rule).isEqualTo(new Decision.Rejected());
    }
  }

  @Test
  void approvalCountsEveryOptionOfABallot() {
    var contest = Contest.between(ABC, new VotingRule.Approval());
    var piles =
        List.of(
            Pile.of(Ballot.approval("A", "B"), 2),
            Pile.of(Ballot.approval("B", "C"), 1),
            Pile.of(Ballot.approval(), 4));

    var count = count(contest, piles);

    assertThat(count.decision()).isEqualTo(new Decision.Winner("B"));
    assertThat(count.rounds().getFirst().tally())
        .isEqualTo(Map.of("A", Fraction.of(2), "B", Fraction.of(3), "C", Fraction.ONE));
  }

  @ParameterizedTest
  @CsvSource({
    "SUM, ZERO, B, 9, 10, 5",
    "SUM, EXCLUDED, B, 9, 10, 5",
    "MEAN, ZERO, B, 9/4, 5/2, 5/4",
    "MEAN, EXCLUDED, C, 3, 5/2, 5"
  })
  void scoresAreAddedOrAveraged(
      Average average, Unscored unscored, String winner, String a, String b, String c) {
    var contest = Contest.between(ABC, new Score(0, 5, average, unscored));
    var piles =
        List.of(
            Pile.of(Ballot.scores(Map.of("A", 3, "B", 2)), 2),
            Pile.of(Ballot.scores(Map.of("A", 3, "B", 1)), 1),
            Pile.of(Ballot.scores(Map.of("B", 5, "C", 5)), 1),
            Pile.of(Ballot.scores(Map.of()), 5));

    var count = count(contest, piles);

    assertThat(count.decision()).isEqualTo(new Decision.Winner(winner));
    assertThat(count.rounds().getFirst().tally())
        .isEqualTo(Map.of("A", exact(a), "B", exact(b), "C", exact(c)));
  }

  @Test
  void anOptionWithoutAnyScoreIsBehindAllOthers() {
    var contest = Contest.between(ABC, new Score(-5, 5, Average.MEAN, Unscored.EXCLUDED));
    var piles = List.of(Pile.of(Ballot.scores(Map.of("A", -5, "B", -4)), 2));

    var count = count(contest, piles);

    assertThat(count.order()).containsExactly(List.of("B"), List.of("A"), List.of("C"));
    assertThat(count.rounds().getFirst().tally()).doesNotContainKey("C");
  }

  @ParameterizedTest
  @CsvSource({
    "A>B>C, TIED_LAST, 2, 1, 0",
    "A>B=C, TIED_LAST, 2, 1/2, 1/2",
    "A, TIED_LAST, 2, 1/2, 1/2",
    "A=B, TIED_LAST, 3/2, 3/2, 0",
    "A>B>C, NO_OPINION, 2, 1, 0",
    "A, NO_OPINION, 0, 0, 0",
    "A>B, NO_OPINION, 1, 0, 0",
    "A=B, NO_OPINION, 1/2, 1/2, 0"
  })
  void bordaGivesAPointForEachOptionBelowAndHalfForAnEqual(
      String ballot, Unranked unranked, String a, String b, String c) {
    var count = count(new VotingRule.Borda(unranked), ABC, "1: " + ballot);

    assertThat(count.rounds().getFirst().tally())
        .isEqualTo(Map.of("A", exact(a), "B", exact(b), "C", exact(c)));
  }

  @Test
  void copelandCountsADrawAsHalf() {
    var count = count(new VotingRule.Copeland(Unranked.TIED_LAST), ABC, "1: A>B>C", "1: B>A>C");

    assertThat(count.rounds().getFirst().tally())
        .isEqualTo(Map.of("A", exact("3/2"), "B", exact("3/2"), "C", Fraction.ZERO));
    assertThat(count.decision()).isEqualTo(new Decision.Tied(List.of("A", "B")));
  }
}
