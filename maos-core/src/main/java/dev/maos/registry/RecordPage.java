package dev.maos.registry;

import java.util.List;

/**
 * Some of a store's records.
 *
 * @param next the token of the next page; empty behind the last
 */
public record RecordPage(List<AgentRecord> records, String next) {
  /** Copies the records. */
  public RecordPage {
    records = List.copyOf(records);
  }

  /** Whether there is another page. */
  public boolean hasNext() {
    return !next.isEmpty();
  }
}
