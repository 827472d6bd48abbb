package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.util.TreeMap;

/**
 * How many things followed from one another before an event. It is kept in the metadata, so that a
 * circle of handlers is noticed also when it goes through a store or another process.
 */
final class Hops {
  /** The name in the metadata; absent for what follows from nothing. */
  static final String NAME = "maos.hops";

  private Hops() {}

  static int of(Event event) {
    var metadata = event.metadata();
    var text = metadata.isEmpty() ? null : metadata.get(NAME);
    try {
      return text == null ? 0 : Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }

  /**
   * The event as it follows from what is being handled.
   *
   * @throws MaosException {@link ErrorCode#HOP_LIMIT} if that goes too far
   */
  static Event following(Event event, Cause cause, int most) {
    int hops = Math.max(of(event), cause.hops() + 1);
    if (hops > most) {
      throw new MaosException(
          ErrorCode.HOP_LIMIT,
          "handlers have called forth one another %d times, the last time by event %s on %s from %s; at most %d"
              .formatted(hops, event.type(), event.topic(), event.source(), most));
    }
    var metadata = new TreeMap<>(event.metadata());
    metadata.put(NAME, Integer.toString(hops));
    return event.with(metadata);
  }
}
