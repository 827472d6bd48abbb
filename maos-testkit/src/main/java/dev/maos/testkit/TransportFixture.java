package dev.maos.testkit;

import dev.maos.base.TimeSource;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import java.time.Duration;

/** A backend under test: fresh storage, the time that it lives in, and a way to let time pass. */
public interface TransportFixture {

  /** A storage that is empty and that no other test uses, with these bounds. */
  MessageTransport transport(QueueLimits limits);

  /** The time of the storage and of the buses over it. */
  TimeSource time();

  /**
   * Lets this much time pass, for the storage too: moves a manual time, shifts a server's clock, or
   * waits. What became due by it has happened in the storage when this returns.
   */
  void pass(Duration duration);
}
