package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Locale;

/**
 * How urgent a message is. Each priority has a lane of its own in every queue; lanes are served
 * 8:4:2:1 in a round, each at least once, so that urgent messages overtake and low ones still
 * advance.
 */
public enum Priority {
  CRITICAL(0, 8),
  HIGH(1, 4),
  NORMAL(2, 2),
  LOW(3, 1);

  private static final Priority[] LANES = values();
  private static final String ALLOWED = "CRITICAL, HIGH, NORMAL or LOW";

  private final int lane;
  private final int share;

  Priority(int lane, int share) {
    this.lane = lane;
    this.share = share;
  }

  /** The lane, 0 (most urgent) to 3. */
  public int lane() {
    return lane;
  }

  /** How many messages of this lane are served in one round, if they are waiting. */
  public int share() {
    return share;
  }

  /**
   * Returns the priority of that name in any case, or throws {@link ErrorCode#INVALID_PRIORITY}.
   */
  public static Priority of(String name) {
    for (var priority : LANES) {
      if (priority.name().equals(name.toUpperCase(Locale.ROOT))) {
        return priority;
      }
    }
    throw new InvalidInputException(ErrorCode.INVALID_PRIORITY, "priority", name, ALLOWED);
  }

  /** Returns the priority of that lane, or throws {@link ErrorCode#INVALID_PRIORITY}. */
  public static Priority ofLane(int lane) {
    if (lane < 0 || lane >= LANES.length) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PRIORITY, "priority", Integer.toString(lane), ALLOWED + " (0 to 3)");
    }
    return LANES[lane];
  }
}
