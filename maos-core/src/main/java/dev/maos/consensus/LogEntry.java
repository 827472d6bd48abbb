package dev.maos.consensus;

import java.time.Instant;

/** One thing that happened to a vote, in the order of the log. Immutable. */
public sealed interface LogEntry {
  /** The sequence of the first entry of every log. */
  long FIRST = 1;

  /** Its place in the log: {@link #FIRST}, then one more for each. */
  long sequence();

  /** When it was written, by the store's clock. */
  Instant at();

  /** The proposal was made. The first entry of every log. */
  record Opened(Instant at) implements LogEntry {
    @Override
    public long sequence() {
      return FIRST;
    }
  }

  /** A ballot was taken. */
  record Taken(Cast cast) implements LogEntry {
    @Override
    public long sequence() {
      return cast.sequence();
    }

    @Override
    public Instant at() {
      return cast.at();
    }
  }

  /** A ballot came at the deadline or after it, and does not count. One for each voter. */
  record Late(Cast cast) implements LogEntry {
    @Override
    public long sequence() {
      return cast.sequence();
    }

    @Override
    public Instant at() {
      return cast.at();
    }
  }

  /** It came to an end. The last entry of every log that has one. */
  record Ended(long sequence, Instant at, Verdict verdict) implements LogEntry {}

  /** Its name, as in records: {@code TAKEN}. */
  default String kind() {
    return switch (this) {
      case Opened _ -> "OPENED";
      case Taken _ -> "TAKEN";
      case Late _ -> "LATE";
      case Ended _ -> "ENDED";
    };
  }
}
