package dev.maos.testkit;

import dev.maos.base.TimeSource;
import dev.maos.event.EventStore;
import java.time.Duration;

/** A store of events under test: a fresh one, the time that it lives in, and a way to move on. */
public interface EventStoreFixture {

  /** A store that is empty and that no other test uses, with room for 20,000 events at least. */
  EventStore store();

  /** The time of the store. */
  TimeSource time();

  /** Lets this much time pass, for the store too: moves a manual time, or waits. */
  void pass(Duration duration);
}
