package dev.maos.event;

import java.util.List;

/**
 * What something led to.
 *
 * @param events those that followed from it, then those that followed from them, and so on
 * @param complete whether these are all
 */
public record Effects(List<RecordedEvent> events, boolean complete) {
  /** Copies the list. */
  public Effects {
    events = List.copyOf(events);
  }
}
