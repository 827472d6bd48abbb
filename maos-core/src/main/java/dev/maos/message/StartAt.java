package dev.maos.message;

import java.time.Instant;

/**
 * Where a new subscription to a topic starts to read. One that existed before goes on where it was.
 */
public sealed interface StartAt {
  /** With the next message published. */
  StartAt LATEST = new Latest();

  /** With the oldest message that the topic's history still holds. */
  StartAt EARLIEST = new Earliest();

  /** See {@link #LATEST}. */
  record Latest() implements StartAt {}

  /** See {@link #EARLIEST}. */
  record Earliest() implements StartAt {}

  /** With the message after the one of this id; with the oldest, if the history forgot the id. */
  record AfterMessage(MessageId id) implements StartAt {}

  /** With the first message published at this moment or later. */
  record Since(Instant moment) implements StartAt {}
}
