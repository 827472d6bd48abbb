package dev.maos.registry;

import java.util.Objects;

/**
 * The part of an agent's record that changes while it works.
 *
 * @param load how much of its capacity is in use, as the agent says: 0 is nothing, 1 is all, more
 *     is work that waits; 0 to 1,000,000
 * @param seen what the bus of its process sees
 */
public record AgentState(AgentStatus status, Intake intake, double load, Seen seen) {
  private static final double MOST = 1_000_000;

  /** Checks the range. */
  public AgentState {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(intake, "intake");
    Objects.requireNonNull(seen, "seen");
    // Written so that NaN is refused too.
    if (!(load >= 0 && load <= MOST)) {
      throw Limit.invalid("load", Double.toString(load), "a number from 0 to 1,000,000");
    }
  }

  /** A state with nothing to do. */
  public static AgentState of(AgentStatus status) {
    return new AgentState(status, Intake.OPEN, 0, Seen.NOTHING);
  }

  /** Whether it takes new work, as far as it says itself. */
  public boolean takesWork() {
    return intake == Intake.OPEN && AgentStatus.WORKING.contains(status);
  }

  AgentState status(AgentStatus next) {
    return new AgentState(next, intake, load, seen);
  }

  AgentState intake(Intake next) {
    return new AgentState(status, next, load, seen);
  }

  AgentState load(double next) {
    return new AgentState(status, intake, next, seen);
  }

  AgentState seen(Seen next) {
    return new AgentState(status, intake, load, next);
  }
}
