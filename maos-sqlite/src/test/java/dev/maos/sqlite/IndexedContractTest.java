package dev.maos.sqlite;

import dev.maos.base.ManualTime;
import dev.maos.base.TimeSource;
import dev.maos.event.EventStore;
import dev.maos.testkit.EventStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The same contract where all but the newest events are found by the indexes. */
class IndexedContractTest extends EventStoreContract {
  @TempDir static Path folder;
  private static int files;
  private final ManualTime time = new ManualTime();

  @Override
  public EventStore store() {
    var indexing = new Indexing(1_000, 0, 1, 50, 97);
    return SqliteEventStore.open(
        folder.resolve(files++ + ".db"), SqliteOptions.defaults(), indexing, time);
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public void pass(Duration duration) {
    time.advance(duration);
  }
}
