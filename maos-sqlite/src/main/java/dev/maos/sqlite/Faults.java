package dev.maos.sqlite;

import dev.maos.base.ErrorCode;
import dev.maos.event.EventStoreException;
import java.sql.SQLException;

/** What SQLite's refusals mean to those who use a store of events. */
final class Faults {
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int IO = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NO_DATABASE = 26;

  private Faults() {}

  /** Refused before anything was stored. */
  static EventStoreException refused(String what, SQLException e) {
    return new EventStoreException(codeOf(e), what + ": " + wordsOf(e), e);
  }

  /** The commit failed: after an I/O error nobody knows what the disk has. */
  static EventStoreException uncommitted(String what, SQLException e) {
    return primary(e) == IO
        ? new EventStoreException(ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN, what + ": " + wordsOf(e), e)
        : refused(what, e);
  }

  static EventStoreException closed() {
    return new EventStoreException(ErrorCode.EVENTSTORE_CLOSED, "the event store is closed");
  }

  static boolean isBusy(SQLException e) {
    return primary(e) == BUSY;
  }

  private static ErrorCode codeOf(SQLException e) {
    return switch (primary(e)) {
      case BUSY, LOCKED, IO, CANNOT_OPEN -> ErrorCode.EVENTSTORE_UNAVAILABLE;
      case READONLY -> ErrorCode.EVENTSTORE_READONLY;
      case CORRUPT, NO_DATABASE -> ErrorCode.EVENTSTORE_CORRUPT;
      case FULL -> ErrorCode.EVENTSTORE_FULL;
      default -> ErrorCode.EVENTSTORE_ERROR;
    };
  }

  // Extended codes carry the kind of trouble in their lowest byte.
  private static int primary(SQLException e) {
    return e.getErrorCode() & 0xff;
  }

  private static String wordsOf(SQLException e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getName() : message;
  }
}
