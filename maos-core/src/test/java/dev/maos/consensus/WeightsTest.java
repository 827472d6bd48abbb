package dev.maos.consensus;

import static dev.maos.consensus.Elections.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Seed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact arithmetic with weights, W1 to W5. */
class WeightsTest {
  private static final int TRIES = 300;

  @ParameterizedTest(name = "W1 {0}: YES {1}, NO {2} -> {3}")
  @CsvSource({
    "2/3, 1/3 1/3, 1/3, PASSED",
    "2/3, 1/3 1/3, 334/1000, REJECTED",
    "1/2, 0.1 0.2, 0.3, REJECTED",
    "1/2, 0.1 0.2 0.000000000000000001, 0.3, PASSED",
    "1/2, 9007199254740993, 9007199254740992, PASSED",
    "1/2, 9007199254740992, 9007199254740992, REJECTED",
    "1/2, 100000000000000000000000000000000001, 100000000000000000000000000000000000, PASSED"
  })
  void w1NothingIsRounded(String share, String yes, String no, String decision) {
    var rule =
        exact(share).equals(Fraction.HALF)
            ? VotingRule.simpleMajority()
            : VotingRule.superMajority(exact(share));
    var piles = new ArrayList<Pile>();
    for (var weight : yes.split(" ", -1)) {
      piles.add(new Pile(Ballot.yes(), Fraction.ONE, exact(weight)));
    }
    for (var weight : no.split(" ", -1)) {
      piles.add(new Pile(Ballot.no(), Fraction.ONE, exact(weight)));
    }

    var count = Elections.count(Contest.yesOrNo(rule), piles);

    assertThat(count.decision().name()).isEqualTo(decision);
  }

  @Test
  void w1SumsAreThoseOfWholeNumbersOfAnySize() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              int bits = random.nextInt(1, 120);
              long factor = random.nextLong(1, 1_000_000);
              var numbers =
                  IntStream.range(0, random.nextInt(1, 40))
                      .mapToObj(_ -> new BigInteger(bits, Random.from(random)))
                      .toList();
              var denominator = BigInteger.valueOf(random.nextInt(1, 50));
              var weights =
                  Weights.of(numbers.stream().map(it -> Fraction.of(it, denominator)).toList());

              var sums =
                  weights.sums(
                      2, factor, (all, i, weight) -> all[i % 2] += (i % 3 - 1) * factor * weight);

              var expected = new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO};
              for (int i = 0; i < numbers.size(); i++) {
                var share = numbers.get(i).multiply(BigInteger.valueOf((i % 3 - 1) * factor));
                expected[i % 2] = expected[i % 2].add(share);
              }
              assertThat(sums)
                  .containsExactly(
                      Fraction.of(expected[0], denominator), Fraction.of(expected[1], denominator));
            });
  }

  @Test
  void w1MajoritiesAreThoseOfWholeNumbers() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              var elections = new RandomElections(random);
              var rule = elections.majority();
              var piles = voices(elections);
              var count = Elections.count(Contest.yesOrNo(rule).quorum(Quorum.NONE), piles);

              assertThat(count.decision() instanceof Decision.Passed)
                  .as("%s %s", rule, piles)
                  .isEqualTo(passes(rule, piles));
            });
  }

  @Test
  void w2AllWeightsTimesTheSameChangeNothing() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              var elections = new RandomElections(random);
              var factor = Fraction.of(random.nextInt(1, 50), random.nextInt(1, 50));
              for (var contest : contests(elections)) {
                var piles = ballots(elections, contest);
                var box = BallotBox.of(piles).lot("w2");

                var count = Count.of(contest, box);
                var scaled = Count.of(contest, scaled(box, factor));

                assertThat(scaled.decision())
                    .as("%s %s", contest, piles)
                    .isEqualTo(count.decision());
                assertThat(scaled.order()).as("%s %s", contest, piles).isEqualTo(count.order());
              }
            });
  }

  @Test
  void w3AVoterInTwoHalvesIsTheSame() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              var elections = new RandomElections(random);
              for (var contest : contests(elections)) {
                var piles = ballots(elections, contest);
                var box = BallotBox.of(piles).lot("w3");
                var halves = new ArrayList<Pile>();
                for (var pile : piles) {
                  var half = pile.weight().times(Fraction.HALF);
                  halves.add(new Pile(pile.ballot(), pile.count().times(2), half));
                }
                var split = BallotBox.of(halves).lot("w3");

                assertThat(Count.of(contest, split).decision())
                    .as("%s %s", contest, piles)
                    .isEqualTo(Count.of(contest, box).decision());
              }
            });
  }

  @Test
  void w4ANoThatBecomesAYesDoesNotStopWhatPasses() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              var elections = new RandomElections(random);
              for (var rule : passing(elections)) {
                var contest =
                    Contest.yesOrNo(rule).quorum(Quorum.of(Fraction.of(random.nextInt(5), 4)));
                var piles = voices(elections);
                var more =
                    piles.stream().map(it -> elections.chance(50) ? turned(it) : it).toList();

                if (Elections.count(contest, piles).decision() instanceof Decision.Passed) {
                  assertThat(Elections.count(contest, more).decision())
                      .as("%s %s, then %s", rule, piles, more)
                      .isEqualTo(new Decision.Passed());
                }
              }
            });
  }

  @ParameterizedTest(name = "W5 {0}")
  @ValueSource(strings = {"-1", "-1/3", "1000000000000000000000000000000000000000"})
  void w5WeightsThatAreNoneAreRefused(String weight) {
    var agent = AgentId.of("agent1");

    assertRefused(() -> new Pile(Ballot.yes(), Fraction.ONE, exact(weight)), "weight", weight);
    assertRefused(() -> new Pile(Ballot.yes(), exact(weight), Fraction.ONE), "count", weight);
    assertRefused(
        () -> Electorate.weighted(Map.of(agent, exact(weight))), "weight of agent1", weight);
  }

  @ParameterizedTest(name = "W5 {0}")
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "",
        " 1",
        "1/0",
        "1/-2",
        "0x1",
        "1,5",
        "½"
      })
  void w5WhatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> Fraction.parse(text))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> {
              assertThat(it.code()).isEqualTo(ErrorCode.INVALID_NUMBER);
              assertThat(it.value()).isEqualTo(InvalidInputException.escape(text));
            });
  }

  @Test
  void w5NobodyHasAnyWeight() {
    var weights = Map.of(AgentId.of("a"), Fraction.ZERO, AgentId.of("b"), Fraction.ZERO);

    assertRefused(() -> Electorate.weighted(weights), "total weight", "0");
  }

  @Test
  void w5WeightsThatWouldMakeSumsHugeAreRefused() {
    var weights = new ArrayList<Fraction>();
    var prime = BigInteger.ONE.shiftLeft(100);
    for (int i = 0; i < 50; i++) {
      prime = prime.nextProbablePrime();
      weights.add(Fraction.of(BigInteger.ONE, prime));
    }

    assertThatThrownBy(() -> Weights.of(weights))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("INVALID_WEIGHT: weight \"1/12676")
        .hasMessageEndingWith("expected weights with a common denominator of at most 4096 bits");
  }

  private static void assertRefused(ThrowingCallable call, String field, String value) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> {
              assertThat(it.code()).isEqualTo(ErrorCode.INVALID_WEIGHT);
              assertThat(it.field()).isEqualTo(field);
              assertThat(it.value()).isEqualTo(value);
            });
  }

  private static List<VotingRule> passing(RandomElections elections) {
    return List.of(elections.majority(), new VotingRule.Unanimous(), new VotingRule.NemCon());
  }

  /** Contests whose quorum is by weight, so that it does not matter how many heads there are. */
  private static List<Contest> contests(RandomElections elections) {
    var options = elections.options(1, 5);
    var contests = new ArrayList<Contest>();
    for (var rule : passing(elections)) {
      contests.add(Contest.yesOrNo(rule));
    }
    for (var rule :
        List.of(
            new VotingRule.Plurality(),
            elections.runoff(),
            elections.byPairs(),
            elections.borda())) {
      contests.add(new Contest(options, rule, Quorum.NONE, List.of(new TieRule.Lot())));
    }
    return contests;
  }

  private static List<Pile> ballots(RandomElections elections, Contest contest) {
    return switch (contest.rule().form()) {
      case YES_OR_NO -> voices(elections);
      case CHOICE -> weighted(elections, () -> Ballot.choice(elections.one(contest.options())));
      default -> weighted(elections, () -> elections.partial(contest.options()));
    };
  }

  private static List<Pile> voices(RandomElections elections) {
    return weighted(
        elections, () -> elections.one(List.of(Ballot.yes(), Ballot.no(), Ballot.abstain())));
  }

  private static List<Pile> weighted(RandomElections elections, Supplier<Ballot> ballot) {
    return elections.piles(1, 8, ballot).stream()
        .map(it -> new Pile(it.ballot(), it.count(), elections.weight()))
        .toList();
  }

  private static BallotBox scaled(BallotBox box, Fraction factor) {
    var piles =
        box.piles().stream()
            .map(it -> new Pile(it.ballot(), it.count(), it.weight().times(factor)))
            .toList();
    return BallotBox.of(piles).lot(box.lot());
  }

  private static Pile turned(Pile pile) {
    return pile.ballot() instanceof Ballot.No
        ? new Pile(Ballot.yes(), pile.count(), pile.weight())
        : pile;
  }

  /** The rule again, with whole numbers only: everything times all denominators. */
  private static boolean passes(VotingRule.Majority rule, List<Pile> piles) {
    var all =
        piles.stream()
            .map(it -> it.weight().denominator())
            .reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger yes = BigInteger.ZERO;
    BigInteger no = BigInteger.ZERO;
    BigInteger eligible = BigInteger.ZERO;
    for (var pile : piles) {
      var units = pile.weight().numerator().multiply(all).divide(pile.weight().denominator());
      yes = yes.add(pile.ballot() instanceof Ballot.Yes ? units : BigInteger.ZERO);
      no = no.add(pile.ballot() instanceof Ballot.No ? units : BigInteger.ZERO);
      eligible = eligible.add(units);
    }
    var base = rule.base() == VotingRule.Majority.Base.CAST ? yes.add(no) : eligible;
    int comparison =
        yes.multiply(rule.threshold().denominator())
            .compareTo(base.multiply(rule.threshold().numerator()));
    boolean reached =
        rule.strictness() == VotingRule.Majority.Strictness.AT_LEAST
            ? comparison >= 0
            : comparison > 0;
    return reached && yes.signum() > 0;
  }
}
