package dev.maos.consensus.resolution;

import java.time.Duration;
import java.util.Optional;

/** Brings questions to agents and their answers back, by means that consensus does not know. */
public interface Envoy {
  /**
   * Asks.
   *
   * @param conflict what it is about
   * @param patience how long to wait for the answer
   * @return what that agent answered, and nobody else; empty if it did not in time
   * @throws dev.maos.base.MaosException if the question cannot be brought, or the answer not be
   *     understood; both are taken for a silence
   */
  Optional<Answer> ask(Conflict conflict, Question question, Duration patience)
      throws InterruptedException;

  /** Knows nobody. */
  static Envoy nobody() {
    return (_, _, _) -> Optional.empty();
  }
}
