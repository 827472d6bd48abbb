package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Instant;

/**
 * A ballot as it was taken down. Immutable.
 *
 * @param voter who cast it
 * @param revision 0 for a first ballot; where revisions are allowed, each must have a greater
 *     number than the one before it
 * @param sequence its place in the record of the vote; no two have the same
 * @param at when it came in, by the clock of the record
 * @param seal by which a {@link BallotGuard} sees that it is the voter's
 */
public record Cast(
    AgentId voter, Ballot ballot, int revision, long sequence, Instant at, BallotSeal seal) {
  /** Checks the revision. */
  public Cast {
    if (revision < 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT, "revision", Integer.toString(revision), "0 or more");
    }
  }

  /** One that nobody has sealed. */
  public Cast(AgentId voter, Ballot ballot, int revision, long sequence, Instant at) {
    this(voter, ballot, revision, sequence, at, BallotSeal.NONE);
  }

  /** A first ballot. */
  public static Cast of(AgentId voter, Ballot ballot, long sequence, Instant at) {
    return new Cast(voter, ballot, 0, sequence, at);
  }

  boolean isSameAs(Cast other) {
    return ballot.equals(other.ballot) && revision == other.revision;
  }
}
