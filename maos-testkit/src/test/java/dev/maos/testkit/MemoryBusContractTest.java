package dev.maos.testkit;

import dev.maos.base.ManualTime;
import dev.maos.base.TimeSource;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import java.time.Duration;

/** The embedded backend keeps the contract. */
class MemoryBusContractTest extends MessageBusContract {
  private final ManualTime time = new ManualTime();

  @Override
  public MessageTransport transport(QueueLimits limits) {
    return new MemoryTransport(limits, time);
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
