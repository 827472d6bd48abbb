package dev.maos.testkit;

import org.junit.jupiter.api.Nested;

/**
 * All that a backend must do for the registry, one test for each promise of {@link
 * dev.maos.registry.AgentStore}.
 *
 * <p>A backend's test extends this and says where storage comes from:
 *
 * <p>
 *
 * {@snippet :
 * class MemoryAgentStoreTest extends AgentStoreContract {
 *   private final ManualTime time = new ManualTime();
 *
 *   @Override
 *   public AgentStore agents() {
 *     return new MemoryAgentStore(time);
 *   }
 *
 *   @Override
 *   public void pass(Duration duration) {
 *     time.advance(duration);
 *   }
 *
 *   @Override
 *   public void stepBack(Duration duration) {
 *     time.stepBack(duration);
 *   }
 * }
 * }
 *
 * <p>A new instance is made for each test.
 */
public abstract class AgentStoreContract implements AgentStoreFixture {

  /** How many random sequences of commands the store is compared with its model in. */
  protected int sequences() {
    return 200;
  }

  @Nested
  class Records extends AgentRecordContract {
    Records() {
      super(AgentStoreContract.this);
    }
  }

  @Nested
  class Fencing extends AgentFencingContract {
    Fencing() {
      super(AgentStoreContract.this);
    }
  }

  @Nested
  class Beats extends AgentBeatContract {
    Beats() {
      super(AgentStoreContract.this);
    }
  }

  @Nested
  class Changes extends AgentChangeContract {
    Changes() {
      super(AgentStoreContract.this);
    }
  }

  @Nested
  class Model extends AgentModelContract {
    Model() {
      super(AgentStoreContract.this, sequences());
    }
  }
}
