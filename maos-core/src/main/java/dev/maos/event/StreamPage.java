package dev.maos.event;

import java.util.List;

/**
 * A part of a stream.
 *
 * @param events in the order of their numbers
 * @param position the number behind which the next page begins
 * @param missed how many events behind the number that was asked for had fallen off the ring
 */
public record StreamPage(List<StreamEvent> events, long position, long missed) {
  /** Copies the list. */
  public StreamPage {
    events = List.copyOf(events);
  }
}
