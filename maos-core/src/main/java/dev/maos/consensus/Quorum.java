package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How many must take part for the outcome to be valid.
 *
 * <p>A quorum is reached when those who said something that counts are at least this share of all
 * who may vote. Immutable.
 *
 * @param share from nobody (0) to everybody (1)
 * @param base whether heads or weights are counted
 * @param counting which voices count; a ballot for one or more options is a YES
 */
public record Quorum(Fraction share, Base base, Set<Voice> counting) {
  /** No quorum at all. */
  public static final Quorum NONE = of(Fraction.ZERO);

  /** Half of the participants, whatever they say. */
  public static final Quorum HALF = of(Fraction.HALF);

  /** Checks the share. */
  public Quorum {
    if (share.signum() < 0 || share.exceeds(Fraction.ONE)) {
      throw invalid("quorum", share.toString(), "a share from 0 to 1");
    }
    if (counting.isEmpty()) {
      throw invalid("quorum.counting", "nothing", "one or more of YES, NO, ABSTAIN");
    }
    counting = Collections.unmodifiableSet(EnumSet.copyOf(counting));
  }

  /** This share of the participants, whatever they say. */
  public static Quorum of(Fraction share) {
    return new Quorum(share, Base.PARTICIPANTS, EnumSet.allOf(Voice.class));
  }

  /** Whether who says this takes part. */
  boolean counts(Ballot ballot) {
    return switch (ballot) {
      case Ballot.No _ -> counting.contains(Voice.NO);
      case Ballot.Abstain _ -> counting.contains(Voice.ABSTAIN);
      case Ballot.Veto _ -> false;
      case Ballot.Yes _, Ballot.Choice _ -> counting.contains(Voice.YES);
      case Ballot.Ranking _, Ballot.Approval _, Ballot.Scores _ -> counting.contains(Voice.YES);
    };
  }

  /** What is counted. */
  public enum Base {
    /** Heads. */
    PARTICIPANTS,
    /** The weights of those heads. */
    WEIGHT
  }

  /** What somebody can say. */
  public enum Voice {
    /** For the proposal, or for an option. */
    YES,
    /** Against the proposal. */
    NO,
    /** Neither. */
    ABSTAIN
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_PROPOSAL, field, value, allowed);
  }
}
