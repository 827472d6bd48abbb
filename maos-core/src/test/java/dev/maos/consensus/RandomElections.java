package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.consensus.VotingRule.Strength;
import dev.maos.consensus.VotingRule.Unranked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Small elections by chance. */
final class RandomElections {
  private static final List<String> NAMES = List.of("A", "B", "C", "D", "E", "F");

  private final RandomGenerator random;

  RandomElections(RandomGenerator random) {
    this.random = random;
  }

  List<String> options(int least, int most) {
    return NAMES.subList(0, random.nextInt(least, most + 1));
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** Some ballots, equal ones apart. */
  List<Pile> piles(int least, int most, Supplier<Ballot> ballot) {
    return IntStream.range(0, random.nextInt(least, most + 1))
        .mapToObj(_ -> Pile.of(ballot.get(), 1))
        .toList();
  }

  /** All options in some order. */
  Ballot complete(List<String> options) {
    return Ballot.ranking(shuffled(options).toArray(String[]::new));
  }

  /** Some of the options in some order. */
  Ballot partial(List<String> options) {
    var some = shuffled(options).subList(0, random.nextInt(options.size() + 1));
    return Ballot.ranking(some.toArray(String[]::new));
  }

  /** Some of the options, some of them equal. */
  Ballot weak(List<String> options) {
    var ranks = new ArrayList<List<String>>();
    for (var option : shuffled(options).subList(0, random.nextInt(options.size() + 1))) {
      if (!ranks.isEmpty() && chance(40)) {
        var last = new ArrayList<>(ranks.removeLast());
        last.add(option);
        ranks.add(last);
      } else {
        ranks.add(List.of(option));
      }
    }
    return Ballot.ranking(ranks);
  }

  <T> List<T> shuffled(List<T> items) {
    var list = new ArrayList<>(items);
    Collections.shuffle(list, Random.from(random));
    return list;
  }

  Fraction weight() {
    return switch (random.nextInt(12)) {
      case 0 -> Fraction.ZERO;
      case 1 -> Fraction.of(random.nextInt(1, 8), random.nextInt(1, 8));
      case 2 -> Fraction.of(random.nextInt(2, 5));
      default -> Fraction.ONE;
    };
  }

  VotingRule.Majority majority() {
    var kind = one(List.of(VotingRule.Majority.Kind.values()));
    var share = Fraction.of(random.nextInt(1, 12), 12);
    var base =
        switch (kind) {
          case SIMPLE_MAJORITY -> VotingRule.Majority.Base.CAST;
          case ABSOLUTE_MAJORITY -> VotingRule.Majority.Base.ELIGIBLE;
          case SUPER_MAJORITY -> one(List.of(VotingRule.Majority.Base.values()));
        };
    var strictness = one(List.of(VotingRule.Majority.Strictness.values()));
    return new VotingRule.Majority(kind, share, base, strictness);
  }

  VotingRule score() {
    int least = random.nextInt(-1, 2);
    return new VotingRule.Score(
        least,
        least + 2,
        one(List.of(VotingRule.Score.Average.values())),
        one(List.of(VotingRule.Score.Unscored.values())));
  }

  VotingRule runoff() {
    return new VotingRule.RankedChoice(
        Paper.STRICT,
        one(List.of(VotingRule.RankedChoice.Elimination.values())),
        one(List.of(VotingRule.RankedChoice.Until.values())));
  }

  VotingRule byPairs() {
    var strength = one(List.of(Strength.values()));
    return switch (random.nextInt(3)) {
      case 0 -> new VotingRule.Schulze(strength, unranked());
      case 1 -> new VotingRule.RankedPairs(strength, unranked());
      default -> new VotingRule.Copeland(unranked());
    };
  }

  VotingRule borda() {
    return new VotingRule.Borda(unranked());
  }

  private Unranked unranked() {
    return one(List.of(Unranked.values()));
  }

  Quorum quorum() {
    if (chance(30)) {
      return Quorum.NONE;
    }
    var voices =
        one(
            List.of(
                List.of(Quorum.Voice.values()),
                List.of(Quorum.Voice.YES),
                List.of(Quorum.Voice.YES, Quorum.Voice.ABSTAIN)));
    return new Quorum(
        Fraction.of(random.nextInt(0, 5), 4),
        one(List.of(Quorum.Base.values())),
        Set.copyOf(voices));
  }

  /** A chain for ties, perhaps with an arbiter. */
  List<TieRule> chain(List<String> options) {
    var chain = new ArrayList<TieRule>();
    if (chance(40)) {
      chain.add(new TieRule.PreviousRounds());
    }
    if (chance(40)) {
      chain.add(new TieRule.Arbiter(AgentId.of("arbiter")));
      if (chance(30)) {
        return chain;
      }
    }
    chain.add(
        one(
            List.of(
                new TieRule.Order(shuffled(options)), new TieRule.Lot(), new TieRule.StatusQuo())));
    return chain;
  }
}
