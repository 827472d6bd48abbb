package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * Equal ballots of so many voters, each of the same weight. Immutable.
 *
 * @param count how many; a fraction of a voter is possible
 * @param weight of each
 */
public record Pile(Ballot ballot, Fraction count, Fraction weight) {
  /** Refuses negative and huge numbers. */
  public Pile {
    Weights.check("weight", weight);
    if (count.signum() < 0 || count.numerator().bitLength() > Weights.MAX_BITS) {
      throw new InvalidInputException(
          ErrorCode.INVALID_WEIGHT,
          "count",
          count.toString(),
          "zero or more, of at most " + Weights.MAX_BITS + " bits");
    }
  }

  /** So many ballots of weight one. */
  public static Pile of(Ballot ballot, long count) {
    return new Pile(ballot, Fraction.of(count), Fraction.ONE);
  }

  /** All its ballots together. */
  Fraction total() {
    return weight.equals(Fraction.ONE) ? count : count.times(weight);
  }
}
