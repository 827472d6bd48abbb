package dev.maos.testkit;

import dev.maos.base.ManualTime;
import dev.maos.base.TimeSource;
import dev.maos.event.EventStore;
import dev.maos.memory.MemoryEventStore;
import java.time.Duration;

/** The embedded store of events keeps the contract. */
class MemoryEventStoreContractTest extends EventStoreContract {
  private final ManualTime time = new ManualTime();

  @Override
  public EventStore store() {
    return MemoryEventStore.of(time);
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
