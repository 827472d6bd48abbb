package dev.maos.registry;

import java.util.List;

/**
 * A part of a store's log.
 *
 * @param next the position behind it
 * @param continuity whether it follows what was asked for without a gap
 */
public record Changes(List<StoreChange> changes, Position next, Continuity continuity) {
  /** Whether something is missing. */
  public enum Continuity {
    /** Nothing is missing. */
    WHOLE,
    /** The log has forgotten what came next: all records must be read instead. */
    BROKEN
  }

  /** Copies the changes. */
  public Changes {
    changes = List.copyOf(changes);
  }

  /** Whether something is missing. */
  public boolean isBroken() {
    return continuity == Continuity.BROKEN;
  }
}
