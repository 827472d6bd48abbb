package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** What is measured of events, under the name that reports and command lines use. */
public enum EventScenario implements NamedScenario {
  /** One thread tells; of 100 isolated subscriptions 10 want the events. Nothing is recorded. */
  ISOLATED_100_OF_WHICH_10,
  /** The same with handlers on the telling thread. */
  INLINE_100_OF_WHICH_10,
  /**
   * 10,000 inline subscriptions, of which each event is wanted by one. Nothing is recorded, and the
   * events are made before: finding is measured.
   */
  INDEX_10000,
  /** One thread appends batches of 1,000 events to a SQLite file. */
  SQLITE_APPEND,
  /** The same, on disk before it is acknowledged. */
  SQLITE_APPEND_FULL,
  /** A SQLite file of 100,000 events is replayed to one handler. */
  SQLITE_REPLAY;

  /**
   * Returns the scenario of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} with the names that exist
   */
  public static EventScenario of(String id) {
    return NamedScenario.of(values(), id);
  }

  /** How many listeners hear events; 0 where a store is measured. */
  int listeners() {
    return switch (this) {
      case ISOLATED_100_OF_WHICH_10, INLINE_100_OF_WHICH_10 -> 10;
      case INDEX_10000 -> 10_000;
      case SQLITE_APPEND, SQLITE_APPEND_FULL -> 0;
      case SQLITE_REPLAY -> 1;
    };
  }

  /** How many of the subscriptions want nothing of what is told. */
  int bystanders() {
    return switch (this) {
      case ISOLATED_100_OF_WHICH_10, INLINE_100_OF_WHICH_10 -> 90;
      case INDEX_10000, SQLITE_APPEND, SQLITE_APPEND_FULL, SQLITE_REPLAY -> 0;
    };
  }

  /** Whether events are brought to listeners, and no store is measured. */
  public boolean isDispatch() {
    return switch (this) {
      case ISOLATED_100_OF_WHICH_10, INLINE_100_OF_WHICH_10, INDEX_10000 -> true;
      case SQLITE_APPEND, SQLITE_APPEND_FULL, SQLITE_REPLAY -> false;
    };
  }

  /** Whether latency is measured too, at a fixed rate. */
  boolean isTimed() {
    return this == ISOLATED_100_OF_WHICH_10;
  }
}
