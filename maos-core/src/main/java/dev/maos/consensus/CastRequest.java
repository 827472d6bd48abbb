package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.time.Instant;

/**
 * A ballot that somebody wants to cast. Immutable.
 *
 * @param revision 0 for a first ballot, more for one that replaces it where that is allowed
 */
public record CastRequest(AgentId voter, Ballot ballot, int revision) {
  /** What is taken down of it. */
  public Cast at(long sequence, Instant at) {
    return new Cast(voter, ballot, revision, sequence, at);
  }
}
