package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.UUID;

/**
 * The name of one run of a process that hosts agents. A process that starts again has another.
 *
 * <p>It has the form of an agent id, so that the process itself can be addressed. Immutable.
 */
public record SessionId(AgentId name) implements Comparable<SessionId> {
  private static final String PREFIX = "session-";

  /** The session of a fresh id. */
  static SessionId of(UUID id) {
    return new SessionId(AgentId.of(PREFIX + id));
  }

  /** The session of this name. */
  public static SessionId of(String name) {
    return new SessionId(AgentId.of(name));
  }

  /** The name as text. */
  public String value() {
    return name.value();
  }

  /** Orders by the characters of the names. */
  @Override
  public int compareTo(SessionId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name.value();
  }
}
