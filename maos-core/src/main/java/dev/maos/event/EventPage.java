package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.List;

/**
 * A part of the answer to a query.
 *
 * <p>A store may end a page early, even an empty one, when it has looked at many events: whoever
 * wants all reads on behind {@link #position} until a page is {@link #complete}.
 *
 * @param events those found, in the order asked for
 * @param position the sequence up to which everything was looked at, or down to which if it goes
 *     backwards: where the next page begins
 * @param complete whether there was nothing more then
 */
public record EventPage(List<RecordedEvent> events, long position, boolean complete) {
  /** The most events of a page. */
  public static final int MAX_SIZE = 10_000;

  /** Copies the list. */
  public EventPage {
    events = List.copyOf(events);
  }

  /**
   * The size of a page that was asked for: at most {@link #MAX_SIZE}; one below 1 is refused with
   * {@link ErrorCode#INVALID_RANGE}. For stores.
   */
  public static int size(int limit) {
    if (limit < 1) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RANGE, "limit", Integer.toString(limit), "at least 1");
    }
    return Math.min(limit, MAX_SIZE);
  }
}
