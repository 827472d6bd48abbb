package dev.maos.consensus;

import static dev.maos.consensus.Elections.count;
import static dev.maos.consensus.Elections.piles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Paper.Duplicate;
import dev.maos.consensus.Paper.Overvote;
import dev.maos.consensus.VotingRule.RankedChoice;
import dev.maos.consensus.VotingRule.RankedChoice.Elimination;
import dev.maos.consensus.VotingRule.RankedChoice.Until;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instant run-off at its edges: ties, exhausted ballots, and ballots from paper. */
class RunoffTest {
  private static final List<String> ABC = List.of("A", "B", "C");
  private static final List<String> ABCD = List.of("A", "B", "C", "D");

  @Test
  void halfIsNoMajorityAndTheExhaustedAreNotInTheBase() {
    var count = count(VotingRule.rankedChoice(), ABC, "4: A", "3: B", "1: C");

    assertThat(count.rounds().getFirst().threshold()).contains(Fraction.of(4));
    assertThat(count.rounds().getFirst().elected()).isEmpty();
    assertThat(count.rounds().get(1).threshold()).contains(Fraction.of(7, 2));
    assertThat(count.rounds().get(1).exhausted()).isEqualTo(Fraction.ONE);
    assertThat(count.decision()).isEqualTo(new Decision.Winner("A"));
  }

  @Test
  void optionsThatNobodyHasGoFirstAndTogether() {
    var count = count(VotingRule.rankedChoice(), ABCD, "2: A", "2: B", "1: B>C");

    assertThat(count.decision()).isEqualTo(new Decision.Winner("B"));

    var close = count(VotingRule.rankedChoice(), ABCD, "2: A>C", "2: B>D");

    assertThat(close.rounds().getFirst().eliminated()).containsExactly("C", "D");
    assertThat(close.rounds().getFirst().ties()).isEmpty();
  }

  @Test
  void twoThatAreLeftAndEqualAreATie() {
    var count = count(VotingRule.rankedChoice(), List.of("A", "B"), "2: A", "2: B");

    assertThat(count.decision()).isEqualTo(new Decision.Tied(List.of("A", "B")));
    assertThat(count.rounds()).hasSize(1);
    assertThat(count.rounds().getFirst().ties())
        .containsExactly(
            new Tie(
                List.of("A", "B"),
                List.of(
                    new Tie.Step("PREVIOUS_ROUNDS", List.of("A", "B")),
                    new Tie.Step("STATUS_QUO", List.of("A", "B")))));
  }

  @Test
  void anEarlierRoundTellsEqualsApart() {
    var piles = piles("5: A", "4: B", "3: C", "1: D>C");

    var count = count(Contest.between(ABCD, VotingRule.rankedChoice()), piles);

    var second = count.rounds().get(1);
    assertThat(second.of("B")).isEqualTo(second.of("C"));
    assertThat(second.eliminated()).containsExactly("C");
    assertThat(second.ties().getFirst().steps())
        .containsExactly(new Tie.Step("PREVIOUS_ROUNDS", List.of("C")));
  }

  @Test
  void theLatestRoundThatDiffersDecides() {
    // B and C have 4 and 5, then 6 and 5, then 7 and 7.
    var count =
        count(
            VotingRule.rankedChoice(),
            List.of("A", "B", "C", "D", "E"),
            "10: A",
            "4: B",
            "5: C",
            "2: D>C",
            "1: D>B",
            "2: E>B");

    var third = count.rounds().get(2);
    assertThat(third.of("B")).isEqualTo(third.of("C"));
    assertThat(third.eliminated()).containsExactly("C");
  }

  @Test
  void withAMajorityATieForTheLastPlaceDoesNotMatter() {
    var rule = new RankedChoice(Paper.STRICT, Elimination.ONE, Until.TWO);

    var count = count(rule, ABC, "3: A", "1: B", "1: C");

    assertThat(count.decision()).isEqualTo(new Decision.Winner("A"));
    assertThat(count.rounds().getFirst().ties()).hasSize(1);
  }

  @Test
  void untilTwoGoesOnBehindAMajority() {
    var rule = new RankedChoice(Paper.STRICT, Elimination.ONE, Until.TWO);

    var count = count(rule, ABC, "5: A", "2: B", "1: C>B");

    assertThat(count.rounds()).hasSize(2);
    assertThat(count.rounds().getFirst().elected()).isEmpty();
    assertThat(count.rounds().get(1).of("B")).isEqualTo(Fraction.of(3));
    assertThat(count.order()).containsExactly(List.of("A"), List.of("B"), List.of("C"));
  }

  @Test
  void aBatchIsTheMostThatHaveTogetherLessThanTheNext() {
    var batch = new RankedChoice(Paper.STRICT, Elimination.BATCH, Until.MAJORITY);

    var count =
        count(batch, List.of("A", "B", "C", "D", "E"), "20: A", "19: B", "9: C", "5: D", "3: E");

    assertThat(count.rounds().getFirst().eliminated()).containsExactly("E", "D", "C");

    var equal = count(batch, ABCD, "20: A", "19: B", "3: C", "3: D");

    assertThat(equal.rounds().getFirst().eliminated()).containsExactly("C", "D");
    assertThat(equal.order()).contains(List.of("C", "D"));
  }

  @Test
  void blankBallotsElectNobody() {
    var count = count(VotingRule.rankedChoice(), ABC, "3: ");

    assertThat(count.decision()).isEqualTo(new Decision.Rejected());
    assertThat(count.rounds().getFirst().exhausted()).isEqualTo(Fraction.of(3));
  }

  @Test
  void oneOptionWins() {
    assertThat(count(VotingRule.rankedChoice(), List.of("A"), "1: A", "9: ").decision())
        .isEqualTo(new Decision.Winner("A"));
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource({
    "EXHAUST_IMMEDIATELY, A=B>C, exhausted",
    "ALWAYS_SKIP_TO_NEXT_RANK, A=B>C, C",
    "EXHAUST_IF_MULTIPLE_CONTINUING, A=B>C, exhausted",
    "EXHAUST_IF_MULTIPLE_CONTINUING, X=B>C, exhausted",
    "EXHAUST_IF_MULTIPLE_CONTINUING, X>Y=B>C, B",
    "EXHAUST_IF_MULTIPLE_CONTINUING, X>A=B=Y>C, exhausted",
    "ALWAYS_SKIP_TO_NEXT_RANK, X>Y=B>C, C",
    "EXHAUST_IMMEDIATELY, X>Y=B>C, exhausted",
    "EXHAUST_IMMEDIATELY, C>A=B, C",
    "EXHAUST_IMMEDIATELY, X>A=B>C, exhausted",
    "ALWAYS_SKIP_TO_NEXT_RANK, X=B>C, C"
  })
  void overvotesGoWhereThePaperSays(Overvote overvote, String ballot, String holder) {
    // Y leaves in the first round, X in the second.
    var paper = new Paper(overvote, Paper.REFUSED, Duplicate.REFUSE);

    assertThat(holder(paper, ballot)).isEqualTo(holder);
  }

  @ParameterizedTest(name = "at most {0} skipped in {1}: {2}")
  @CsvSource({
    "0, X>>C, exhausted",
    "1, X>>C, C",
    "1, X>>>C, exhausted",
    "2, X>>>C, C",
    "1, X>>Y>>C, C",
    "2147483647, X>>>>>>C, C",
    "0, >C, exhausted"
  })
  void ranksAreSkippedAsThePaperAllows(int most, String ballot, String holder) {
    var paper = new Paper(Overvote.REFUSE, most, Duplicate.REFUSE);

    assertThat(holder(paper, ballot)).isEqualTo(holder);
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource({"EXHAUST, X>X>C, exhausted", "SKIP, X>X>C, C", "SKIP, X=X>C, C"})
  void duplicatesGoWhereThePaperSays(Duplicate duplicate, String ballot, String holder) {
    var paper = new Paper(Overvote.EXHAUST_IMMEDIATELY, Paper.REFUSED, duplicate);

    assertThat(holder(paper, ballot)).isEqualTo(holder);
  }

  @ParameterizedTest
  @CsvSource({
    "A=B>C, ballots[1].ranking[0][1], B",
    "A>>C, ballots[1].ranking[1], []",
    "A>B>A, ballots[1].ranking[2][0], A",
    "A>Z, ballots[1].ranking[1][0], Z"
  })
  void aPlainOrderIsExpected(String ballot, String place, String value) {
    assertThatThrownBy(() -> count(VotingRule.rankedChoice(), ABC, "1: A", "1: " + ballot))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> {
              assertThat(it.field()).isEqualTo(place);
              assertThat(it.value()).isEqualTo(value);
            });
  }

  /** Which of A, B and C one more ballot goes to, once X and Y, which it may name, are out. */
  private static String holder(Paper paper, String ballot) {
    var rule = new RankedChoice(paper, Elimination.ONE, Until.TWO);
    var options = List.of("A", "B", "C", "X", "Y");
    var piles = piles("100: A", "100: B", "100: C", "10: X", "5: Y", "1: " + ballot);
    var contest = Contest.between(options, rule).ties(new TieRule.Order(options));

    var rounds = count(contest, piles).rounds();

    var third = rounds.get(2);
    for (var option : ABC) {
      if (third.of(option).equals(Fraction.of(101))) {
        return option;
      }
    }
    assertThat(third.exhausted()).isEqualTo(Fraction.of(16));
    return "exhausted";
  }
}
