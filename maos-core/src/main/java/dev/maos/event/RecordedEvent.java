package dev.maos.event;

import java.time.Instant;

/**
 * An event in its place in the history of a store.
 *
 * @param sequence its place, from 1 on; later events have greater ones, with or without gaps
 * @param recordedAt when the store recorded it, to the microsecond
 */
public record RecordedEvent(long sequence, Instant recordedAt, Event event) {
  public RecordedEvent {
    recordedAt = Moments.checked("recordedAt", recordedAt);
  }
}
