package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Seed;
import dev.maos.consensus.VotingRule.RankedChoice;
import dev.maos.consensus.VotingRule.Strength;
import dev.maos.consensus.VotingRule.Unranked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What voting theory promises of the rules (V1 to V8), over elections by chance. */
class CriteriaTest {
  private static final int TRIES = 300;

  private static final List<VotingRule> BY_PAIRS =
      List.of(
          VotingRule.schulze(),
          new VotingRule.Schulze(Strength.MARGINS, Unranked.TIED_LAST),
          VotingRule.rankedPairs(),
          new VotingRule.RankedPairs(Strength.MARGINS, Unranked.TIED_LAST),
          new VotingRule.Copeland(Unranked.TIED_LAST));

  private static final List<VotingRule> CLONE_PROOF = BY_PAIRS.subList(0, 4);

  private static final VotingRule BORDA = new VotingRule.Borda(Unranked.TIED_LAST);
  private static final VotingRule RUNOFF = VotingRule.rankedChoice();

  @Test
  void v1TheOrderOfBallotsDoesNotMatter() {
    times(elections -> {
      var options = elections.options(1, 6);
      var piles = elections.piles(1, 15, () -> elections.partial(options));
      for (var rule : all()) {
        var contest = contest(rule, options, elections.chain(options));
        var ballots = accepted(contest, piles);

        var count = Count.of(contest, BallotBox.of(ballots));
        var again = Count.of(contest, BallotBox.of(elections.shuffled(ballots)));

        assertThat(again).as("%s %s", rule, ballots).isEqualTo(count);
      }
    });
  }

  @Test
  void v2TheNamesOfOptionsDoNotMatter() {
    times(elections -> {
      var options = elections.options(1, 6);
      var other = elections.shuffled(options);
      var names = new HashMap<String, String>();
      options.forEach(it -> names.put(it, other.get(options.indexOf(it))));
      var piles = elections.piles(1, 15, () -> elections.partial(options));
      for (var rule : all()) {
        var contest = Contest.between(options, rule);
        var ballots = accepted(contest, piles);

        var count = Count.of(contest, BallotBox.of(ballots));
        var renamed = Count.of(contest, BallotBox.of(map(ballots, it -> rename(it, names))));

        if (ties(count).isEmpty()) {
          assertThat(renamed.decision())
              .as("%s %s as %s", rule, ballots, names)
              .isEqualTo(rename(count.decision(), names));
        }
      }
    });
  }

  @Test
  void v3WhoIsFirstOnMoreThanHalfOfTheBallotsWins() {
    times(elections -> {
      var options = elections.options(1, 6);
      var piles = elections.piles(1, 9, () -> elections.partial(options));
      majorityFavourite(options, piles)
          .ifPresent(it -> {
            for (var rule : BY_PAIRS) {
              assertElected(rule, options, piles, it);
            }
            assertElected(RUNOFF, options, piles, it);
            assertElected(new VotingRule.Plurality(), options, named(piles), it);
          });
    });
  }

  @Test
  void v4WhoBeatsEverybodyWinsByPairs() {
    times(elections -> {
      var options = elections.options(2, 6);
      var piles = elections.piles(1, 9, () -> elections.weak(options));
      condorcetWinner(options, piles)
          .ifPresent(it -> BY_PAIRS.forEach(rule -> assertElected(rule, options, piles, it)));
    });
  }

  @Test
  void v5WhoLosesToEverybodyIsNotElected() {
    times(elections -> {
      var options = elections.options(2, 6);
      var piles = elections.piles(1, 9, () -> elections.partial(options));
      var loser = condorcetLoser(options, piles);
      if (loser.isPresent()) {
        for (var rule : and(BY_PAIRS, BORDA, RUNOFF)) {
          var contest = contest(rule, options, List.of(new TieRule.Lot()));
          var decision = Count.of(contest, BallotBox.of(piles)).decision();

          assertThat(decision)
              .as("%s %s", rule, piles)
              .isNotEqualTo(new Decision.Winner(loser.get()));
        }
      }
    });
  }

  @Test
  void v6ClonesChangeNothing() {
    times(elections -> {
      var options = elections.options(2, 5);
      var piles = elections.piles(1, 15, () -> elections.complete(options));
      var cloned = elections.one(options);
      var more = clones(options, cloned);
      var crowded = map(piles, it -> withClones(it, cloned, elections));
      for (var rule : CLONE_PROOF) {
        var before = Elections.count(Contest.between(options, rule), piles);
        var after = Elections.count(Contest.between(more, rule), crowded);

        if (ties(before).isEmpty() && ties(after).isEmpty()) {
          assertThat(original(after.decision(), cloned))
              .as("%s %s, then %s", rule, piles, crowded)
              .isEqualTo(before.decision());
        }
      }
    });
  }

  @Test
  void v6WhoWinsDoesNotWinWhenAllOrdersAreReversed() {
    times(elections -> {
      var options = elections.options(2, 5);
      var piles = elections.piles(1, 15, () -> elections.complete(options));
      var reversed = map(piles, CriteriaTest::reversed);
      for (var rule : CLONE_PROOF) {
        var before = Elections.count(Contest.between(options, rule), piles);
        var after = Elections.count(Contest.between(options, rule), reversed);

        if (ties(before).isEmpty() && ties(after).isEmpty()) {
          assertThat(after.decision()).as("%s %s", rule, piles).isNotEqualTo(before.decision());
        }
      }
    });
  }

  @Test
  void v7BatchesDoNotChangeTheWinnerOfARunoff() {
    times(elections -> {
      var options = elections.options(1, 6);
      var piles = elections.piles(1, 30, () -> elections.partial(options));
      for (var until : RankedChoice.Until.values()) {
        var single = new RankedChoice(Paper.STRICT, RankedChoice.Elimination.ONE, until);
        var batch = new RankedChoice(Paper.STRICT, RankedChoice.Elimination.BATCH, until);

        var slow = Elections.count(Contest.between(options, single), piles);
        var quick = Elections.count(Contest.between(options, batch), piles);

        if (ties(slow).isEmpty()) {
          assertThat(quick.decision()).as("%s", piles).isEqualTo(slow.decision());
        }
      }
    });
  }

  @Test
  void v8NoWeightIsLostBetweenRounds() {
    times(elections -> {
      var options = elections.options(1, 6);
      var piles =
          elections.piles(1, 30, () -> elections.partial(options)).stream()
              .map(it -> new Pile(it.ballot(), it.count(), elections.weight()))
              .toList();
      var contest = contest(elections.runoff(), options, List.of(new TieRule.Lot()));
      var count = Count.of(contest, BallotBox.of(piles));
      var all = BallotBox.of(piles).roll().weight();

      for (int i = 0; i < count.rounds().size(); i++) {
        var round = count.rounds().get(i);
        assertThat(sum(round).plus(round.exhausted())).as("%s", count).isEqualTo(all);
        if (i + 1 < count.rounds().size()) {
          assertTransferred(round, count.rounds().get(i + 1));
        }
      }
    });
  }

  private static void assertTransferred(Round before, Round after) {
    for (var option : after.tally().keySet()) {
      assertThat(before.of(option).plus(gain(before, Optional.of(option))))
          .as("%s in %s and %s", option, before, after)
          .isEqualTo(after.of(option));
    }
    assertThat(before.exhausted().plus(gain(before, Optional.empty())))
        .isEqualTo(after.exhausted());
    assertThat(after.tally()).doesNotContainKeys(before.eliminated().toArray(String[]::new));
  }

  private static Fraction gain(Round round, Optional<String> to) {
    return round.transfers().stream()
        .filter(it -> it.to().equals(to))
        .map(Transfer::weight)
        .reduce(Fraction.ZERO, Fraction::plus);
  }

  private static Fraction sum(Round round) {
    return round.tally().values().stream().reduce(Fraction.ZERO, Fraction::plus);
  }

  private static void times(Consumer<RandomElections> check) {
    Seed.next().times(TRIES, random -> check.accept(new RandomElections(random)));
  }

  private static List<VotingRule> all() {
    return and(BY_PAIRS, BORDA, RUNOFF, new VotingRule.Plurality());
  }

  private static List<VotingRule> and(List<VotingRule> rules, VotingRule... more) {
    var all = new ArrayList<>(rules);
    all.addAll(List.of(more));
    return all;
  }

  private static Contest contest(VotingRule rule, List<String> options, List<TieRule> ties) {
    return new Contest(options, rule, Quorum.NONE, ties);
  }

  /** Plurality takes no blank ballots. */
  private static List<Pile> accepted(Contest contest, List<Pile> piles) {
    return contest.rule() instanceof VotingRule.Plurality ? named(piles) : piles;
  }

  private static List<Pile> named(List<Pile> piles) {
    return map(piles, it -> ranks(it).isEmpty() ? Ballot.abstain() : it);
  }

  private static void assertElected(
      VotingRule rule, List<String> options, List<Pile> piles, String winner) {
    assertThat(Elections.count(Contest.between(options, rule), piles).decision())
        .as("%s %s", rule, piles)
        .isEqualTo(new Decision.Winner(winner));
  }

  private static List<Tie> ties(Count count) {
    return count.rounds().stream().flatMap(round -> round.ties().stream()).toList();
  }

  private static Optional<String> majorityFavourite(List<String> options, List<Pile> piles) {
    return options.stream()
        .filter(option ->
            2 * piles.stream().filter(it -> startsWith(it, option)).count() > piles.size())
        .findFirst();
  }

  private static boolean startsWith(Pile pile, String option) {
    var ranks = ranks(pile.ballot());
    return !ranks.isEmpty() && ranks.getFirst().equals(List.of(option));
  }

  private static Optional<String> condorcetWinner(List<String> options, List<Pile> piles) {
    return options.stream()
        .filter(one -> options.stream().allMatch(it -> it.equals(one) || lead(one, it, piles) > 0))
        .findFirst();
  }

  private static Optional<String> condorcetLoser(List<String> options, List<Pile> piles) {
    return options.stream()
        .filter(one -> options.stream().allMatch(it -> it.equals(one) || lead(one, it, piles) < 0))
        .findFirst();
  }

  /** How many more ballots prefer the one than the other, counted ballot by ballot. */
  private static int lead(String one, String other, List<Pile> piles) {
    return piles.stream()
        .mapToInt(it -> Integer.compare(rank(it.ballot(), other), rank(it.ballot(), one)))
        .sum();
  }

  private static int rank(Ballot ballot, String option) {
    var ranks = ranks(ballot);
    return IntStream.range(0, ranks.size())
        .filter(it -> ranks.get(it).contains(option))
        .findFirst()
        .orElse(ranks.size());
  }

  private static List<List<String>> ranks(Ballot ballot) {
    return ballot instanceof Ballot.Ranking(var ranks, _) ? ranks : List.of();
  }

  private static List<Pile> map(List<Pile> piles, UnaryOperator<Ballot> change) {
    return piles.stream()
        .map(it -> new Pile(change.apply(it.ballot()), it.count(), it.weight()))
        .toList();
  }

  private static Ballot rename(Ballot ballot, Map<String, String> names) {
    return ballot instanceof Ballot.Ranking(var ranks, _)
        ? Ballot.ranking(
            ranks.stream()
                .map(rank -> rank.stream().map(it -> names.getOrDefault(it, it)).toList())
                .toList())
        : ballot;
  }

  private static Decision rename(Decision decision, Map<String, String> names) {
    return decision instanceof Decision.Winner(var option)
        ? new Decision.Winner(names.getOrDefault(option, option))
        : decision;
  }

  private static Ballot reversed(Ballot ballot) {
    return Ballot.ranking(ranks(ballot).reversed());
  }

  private static List<String> clones(List<String> options, String cloned) {
    var more = new ArrayList<>(options);
    more.add(more.indexOf(cloned) + 1, cloned + "2");
    more.add(cloned + "3");
    return more;
  }

  private static Ballot withClones(Ballot ballot, String cloned, RandomElections elections) {
    var ranks = new ArrayList<List<String>>();
    for (var rank : ranks(ballot)) {
      if (rank.contains(cloned)) {
        elections
            .shuffled(List.of(cloned, cloned + "2", cloned + "3"))
            .forEach(it -> ranks.add(List.of(it)));
      } else {
        ranks.add(rank);
      }
    }
    return Ballot.ranking(ranks);
  }

  private static Decision original(Decision decision, String cloned) {
    return decision instanceof Decision.Winner(var option) && option.startsWith(cloned)
        ? new Decision.Winner(cloned)
        : decision;
  }
}
