package dev.maos.sqlite;

import dev.maos.base.ManualTime;
import dev.maos.base.TimeSource;
import dev.maos.event.EventStore;
import dev.maos.testkit.EventStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The store in a file keeps the contract. */
class SqliteEventStoreContractTest extends EventStoreContract {
  @TempDir static Path folder;
  private static int files;
  private final ManualTime time = new ManualTime();

  @Override
  public EventStore store() {
    return SqliteEventStore.open(folder.resolve(files++ + ".db"), SqliteOptions.defaults(), time);
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
