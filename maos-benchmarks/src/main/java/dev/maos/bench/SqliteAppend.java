package dev.maos.bench;

import dev.maos.event.EventDraft;
import dev.maos.event.EventDurability;

/** Events that are appended to a file, with its indexes. */
final class SqliteAppend implements EventRun {
  private static final int BATCH = 1_000;

  private final HistoryFile file;
  private final EventDraft draft = SampleEvents.on("bench.kept");

  SqliteAppend(EventDurability durability) {
    file = new HistoryFile(durability);
  }

  @Override
  public int tell(long first) {
    var recorded = file.store().append(SampleEvents.batch(draft, first, BATCH));
    return recorded.size();
  }

  @Override
  public String complaint(long told) {
    long last = file.store().last();
    return last == told ? "" : "recorded %d of %d events".formatted(last, told);
  }

  @Override
  public void close() {
    file.close();
  }
}
