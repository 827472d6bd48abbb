package dev.maos.registry;

import java.util.Objects;

/** Where a watch begins. */
public sealed interface WatchStart {
  /** With what happens from now on. */
  WatchStart NOW = new Now();

  /** With everybody who is there, as added, and then with what happens. */
  WatchStart EVERYBODY = new Everybody();

  /** Where another watch has stopped: nothing in between is missed. */
  static WatchStart from(WatchCursor cursor) {
    return new From(cursor);
  }

  /** See {@link #NOW}. */
  record Now() implements WatchStart {}

  /** See {@link #EVERYBODY}. */
  record Everybody() implements WatchStart {}

  /** See {@link #from}. */
  record From(WatchCursor cursor) implements WatchStart {
    /** Checks that there is a cursor. */
    public From {
      Objects.requireNonNull(cursor, "cursor");
    }
  }
}
