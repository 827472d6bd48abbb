package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.List;

/**
 * How many may vote, and with what weight together. Immutable.
 *
 * @param participants heads
 * @param weight of them all
 */
public record Roll(Fraction participants, Fraction weight) {
  /** Refuses less than nobody. */
  public Roll {
    if (participants.signum() < 0 || weight.signum() < 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_WEIGHT,
          "eligible",
          participants + " with a weight of " + weight,
          "zero or more of both");
    }
  }

  /** Just those whose ballots these are. */
  public static Roll of(List<Pile> piles) {
    var counts = Weights.of(piles.stream().map(Pile::count).toList());
    var weights = Weights.of(piles.stream().map(Pile::total).toList());
    return new Roll(counts.total(), weights.total());
  }

  boolean holds(Roll part) {
    return !part.participants.exceeds(participants) && !part.weight.exceeds(weight);
  }

  Roll with(Roll more) {
    return new Roll(participants.plus(more.participants), weight.plus(more.weight));
  }

  Roll without(Roll part) {
    return new Roll(participants.minus(part.participants), weight.minus(part.weight));
  }

  /** The number that a quorum looks at. */
  Fraction of(Quorum.Base base) {
    return switch (base) {
      case PARTICIPANTS -> participants;
      case WEIGHT -> weight;
    };
  }
}
