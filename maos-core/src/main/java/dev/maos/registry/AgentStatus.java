package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an agent says that it is doing. Whether it lives is another question: see {@link Liveness}.
 *
 * <pre>
 *   REGISTERING --> ACTIVE &lt;--> IDLE &lt;--> BUSY      (each of the three leads to the others)
 *                      ^  \       |       /
 *   MAINTENANCE &lt;------+---+------+------+          back to ACTIVE or IDLE
 *   ERROR       &lt;------- from any but OFFLINE       back to ACTIVE or MAINTENANCE
 *   OFFLINE     &lt;------- from any                   an end: who comes back registers anew
 * </pre>
 */
public enum AgentStatus {
  /** It is there and not ready yet. */
  REGISTERING,
  /** It works, or could. */
  ACTIVE,
  /** It has nothing to do. */
  IDLE,
  /** It has as much to do as it can. */
  BUSY,
  /** Somebody works on it, so it does not. */
  MAINTENANCE,
  /** It has stopped. */
  OFFLINE,
  /** It cannot work. */
  ERROR;

  /** The statuses in which it takes work. */
  static final Set<AgentStatus> WORKING = Set.of(ACTIVE, IDLE, BUSY);

  /** Where it may lead, beside staying as it is. */
  public Set<AgentStatus> next() {
    return switch (this) {
      case REGISTERING -> EnumSet.of(ACTIVE, IDLE, MAINTENANCE, ERROR, OFFLINE);
      case ACTIVE -> EnumSet.of(IDLE, BUSY, MAINTENANCE, ERROR, OFFLINE);
      case IDLE -> EnumSet.of(ACTIVE, BUSY, MAINTENANCE, ERROR, OFFLINE);
      case BUSY -> EnumSet.of(ACTIVE, IDLE, MAINTENANCE, ERROR, OFFLINE);
      case MAINTENANCE -> EnumSet.of(ACTIVE, IDLE, ERROR, OFFLINE);
      case ERROR -> EnumSet.of(ACTIVE, MAINTENANCE, OFFLINE);
      case OFFLINE -> EnumSet.noneOf(AgentStatus.class);
    };
  }

  /** Whether it may lead to another one, or is that one. */
  public boolean leadsTo(AgentStatus other) {
    return this == other || next().contains(other);
  }

  /** Refuses a step that the table does not have. */
  void check(AgentStatus other, AgentId agent) {
    if (!leadsTo(other)) {
      throw new MaosException(
          ErrorCode.ILLEGAL_STATUS_CHANGE,
          "agent %s is %s, which leads to %s and not to %s".formatted(agent, this, next(), other));
    }
  }
}
