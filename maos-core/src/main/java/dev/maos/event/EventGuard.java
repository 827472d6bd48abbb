package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import java.util.Optional;

/**
 * Stands where events are told and where they are heard: what it signs is recorded with them, and
 * what it does not believe is brought to nobody. It must not wait. Thread-safe.
 *
 * <p>An event that is not believed stays in the history, which others keep, and is not seen there
 * by those who read it through a guard. What is told and heard in one process without a detour
 * through a shared history was signed here, and is not asked for again.
 */
public interface EventGuard {
  /** The name in the metadata of what a guard has signed; it takes no room there. */
  String SIGNATURE = "maos.signature";

  /**
   * What is to be recorded with an event that somebody dispatches here, if anything is.
   *
   * @throws MaosException if this process does not speak for its source, or that may not tell it;
   *     nothing was recorded
   */
  Optional<String> dispatching(Event event);

  /** The same for what a part of the layer announces on a reserved topic; refuses nothing. */
  Optional<String> announcing(Event event);

  /** Whether an event that was read was told by its source, which may tell it. */
  boolean believes(Event event);

  /** Whether somebody may hear of an event, asked right before its handler does. */
  boolean mayHear(AgentId subscriber, Event event);

  /** Lets everybody tell everything to everybody. */
  static EventGuard open() {
    return OpenEars.INSTANCE;
  }
}
