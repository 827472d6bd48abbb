package dev.maos.consensus.byzantine;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Pages in memory. Thread-safe. */
final class MemoryNotebook implements Notebook {
  private final Instant since;
  private final Map<String, byte[]> pages = new HashMap<>();

  MemoryNotebook(TimeSource time) {
    this.since = time.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public synchronized Optional<byte[]> read(String agenda) {
    return Optional.ofNullable(pages.get(agenda)).map(byte[]::clone);
  }

  @Override
  public synchronized void write(String agenda, byte[] page) {
    if (pages.size() >= MOST && !pages.containsKey(agenda)) {
      throw full();
    }
    pages.put(agenda, page.clone());
  }

  static MaosException full() {
    return new MaosException(
        ErrorCode.DECISIONS_FULL, "a notebook holds the pages of " + MOST + " agendas at most");
  }
}
