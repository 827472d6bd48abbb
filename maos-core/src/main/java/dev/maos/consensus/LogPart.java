package dev.maos.consensus;

import java.time.Instant;
import java.util.List;

/**
 * The end of a log, as it was at one moment. Immutable.
 *
 * @param entries in order, without gaps, up to the last one there was
 * @param now what the store's clock said
 */
public record LogPart(List<LogEntry> entries, Instant now) {
  /** Copies the entries. */
  public LogPart {
    entries = List.copyOf(entries);
  }
}
