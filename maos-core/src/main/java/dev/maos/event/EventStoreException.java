package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/**
 * An event store did not do what was asked. What it had acknowledged before is not lost by that.
 *
 * <p>The code says why: {@link ErrorCode#EVENTSTORE_LOCKED}, {@link ErrorCode#EVENTSTORE_READONLY},
 * {@link ErrorCode#EVENTSTORE_CORRUPT}, {@link ErrorCode#EVENTSTORE_FULL}, {@link
 * ErrorCode#EVENTSTORE_NEWER_SCHEMA}, {@link ErrorCode#EVENTSTORE_UNAVAILABLE}, {@link
 * ErrorCode#EVENTSTORE_OUTCOME_UNKNOWN}, {@link ErrorCode#EVENTSTORE_CLOSED} or {@link
 * ErrorCode#EVENTSTORE_ERROR}. Only with {@link ErrorCode#EVENTSTORE_OUTCOME_UNKNOWN} it may have
 * been stored.
 */
public final class EventStoreException extends MaosException {
  private static final long serialVersionUID = 1L;

  public EventStoreException(ErrorCode code, String message) {
    super(code, message);
  }

  public EventStoreException(ErrorCode code, String message, Throwable cause) {
    super(code, message, cause);
  }

  /** Whether the same call may succeed later, without anybody doing anything. */
  public boolean isTransient() {
    return code() == ErrorCode.EVENTSTORE_UNAVAILABLE
        || code() == ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN;
  }
}
