package dev.maos.event;

import java.util.List;

/**
 * What one pass of retention did.
 *
 * @param removed how many events are gone
 * @param cutOff the cursors that lost unread events by it, as they are now
 * @param finished whether nothing more is to be removed now; otherwise call again
 */
public record RetentionPass(long removed, List<EventCursor> cutOff, boolean finished) {
  /** Copies the list. */
  public RetentionPass {
    cutOff = List.copyOf(cutOff);
  }
}
