package dev.maos.testkit;

import dev.maos.consensus.DecisionStore;
import java.time.Duration;

/** A backend's storage of votes under test, and ways to trouble its time. */
public interface DecisionStoreFixture {

  /** A store that is empty and that no other test uses; asked for once in each test. */
  DecisionStore decisions();

  /** Lets this much time pass for the store. */
  void pass(Duration duration);

  /** Sets the store's clock back, as when a machine's clock is corrected; no time passes. */
  void stepBack(Duration duration);
}
