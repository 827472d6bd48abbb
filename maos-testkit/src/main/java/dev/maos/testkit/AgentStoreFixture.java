package dev.maos.testkit;

import dev.maos.registry.AgentStore;
import java.time.Duration;

/** A backend's storage of agents under test, and ways to trouble its time. */
public interface AgentStoreFixture {

  /** A store that is empty and that no other test uses; asked for once in each test. */
  AgentStore agents();

  /** Lets this much time pass for the store. */
  void pass(Duration duration);

  /** Sets the store's clock back, as when a machine's clock is corrected; no time passes. */
  void stepBack(Duration duration);
}
