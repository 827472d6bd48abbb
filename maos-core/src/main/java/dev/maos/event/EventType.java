package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * What kind of thing has happened: one of those that every system of agents knows, or one of your
 * own.
 *
 * <p>1 to 128 visible ASCII characters; ours are written in capital letters. Immutable.
 *
 * @param name the name as written
 */
public record EventType(String name) implements Comparable<EventType> {
  private static final int MAX_LENGTH = 128;

  public static final EventType AGENT_CREATED = new EventType("AGENT_CREATED");
  public static final EventType AGENT_DESTROYED = new EventType("AGENT_DESTROYED");
  public static final EventType TASK_STARTED = new EventType("TASK_STARTED");
  public static final EventType TASK_COMPLETED = new EventType("TASK_COMPLETED");
  public static final EventType TASK_FAILED = new EventType("TASK_FAILED");
  public static final EventType RESOURCE_ALLOCATED = new EventType("RESOURCE_ALLOCATED");
  public static final EventType RESOURCE_RELEASED = new EventType("RESOURCE_RELEASED");
  public static final EventType CONSENSUS_INITIATED = new EventType("CONSENSUS_INITIATED");
  public static final EventType CONSENSUS_REACHED = new EventType("CONSENSUS_REACHED");
  public static final EventType ERROR_OCCURRED = new EventType("ERROR_OCCURRED");
  public static final EventType PERFORMANCE_ALERT = new EventType("PERFORMANCE_ALERT");

  /** Something that needs no name of its own. */
  public static final EventType CUSTOM = new EventType("CUSTOM");

  /** Checks the form; another one is refused with {@link ErrorCode#INVALID_EVENT_TYPE}. */
  public EventType {
    if (!Texts.isVisible(name, MAX_LENGTH)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_EVENT_TYPE, "event type", name, "1-128 visible ASCII characters");
    }
  }

  /** The type of this name. */
  public static EventType of(String name) {
    return new EventType(name);
  }

  /** Orders by the characters of the names. */
  @Override
  public int compareTo(EventType other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
