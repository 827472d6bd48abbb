package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** The dispatcher, or the part of it that was called, is closed or closing. */
public final class EventsClosedException extends MaosException {
  private static final long serialVersionUID = 1L;

  EventsClosedException(String what) {
    super(ErrorCode.EVENTS_CLOSED, what + " is closed");
  }
}
