package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.Optional;

/**
 * Which of several processes does something that one of them should do: each agent has its own
 * order of all sessions, and the first of those who live has the duty. All who see the same agree,
 * without a word.
 */
final class Duty {
  private Duty() {}

  static Optional<SessionId> of(AgentId agent, Iterable<SessionId> living) {
    SessionId first = null;
    long highest = 0;
    for (var session : living) {
      long score = Choice.hash(agent + "/" + session);
      if (first == null || Long.compareUnsigned(score, highest) > 0) {
        first = session;
        highest = score;
      }
    }
    return Optional.ofNullable(first);
  }
}
