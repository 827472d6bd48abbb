package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.time.Instant;

/**
 * A ballot that somebody wants to cast. Immutable.
 *
 * @param revision 0 for a first ballot, more for one that replaces it where that is allowed
 * @param seal by which others see that it is the voter's
 */
public record CastRequest(AgentId voter, Ballot ballot, int revision, BallotSeal seal) {
  /** One that nobody has sealed. */
  public CastRequest(AgentId voter, Ballot ballot, int revision) {
    this(voter, ballot, revision, BallotSeal.NONE);
  }

  /** The same with this seal. */
  public CastRequest sealed(BallotSeal other) {
    return new CastRequest(voter, ballot, revision, other);
  }

  /** What is taken down of it. */
  public Cast at(long sequence, Instant at) {
    return new Cast(voter, ballot, revision, sequence, at, seal);
  }
}
