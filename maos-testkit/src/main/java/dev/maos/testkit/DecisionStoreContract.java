package dev.maos.testkit;

import org.junit.jupiter.api.Nested;

/**
 * All that a backend must do for consensus, one test for each promise of {@link
 * dev.maos.consensus.DecisionStore}.
 *
 * <p>A backend's test extends this and says where storage comes from:
 *
 * <p>
 *
 * {@snippet :
 * class MemoryDecisionStoreTest extends DecisionStoreContract {
 *   private final ManualTime time = new ManualTime();
 *
 *   @Override
 *   public DecisionStore decisions() {
 *     return new MemoryDecisionStore(time);
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
public abstract class DecisionStoreContract implements DecisionStoreFixture {

  /** How many random sequences of commands the store is compared with its model in. */
  protected int sequences() {
    return 100;
  }

  @Nested
  class Proposing extends DecisionProposingContract {
    Proposing() {
      super(DecisionStoreContract.this);
    }
  }

  @Nested
  class Casting extends DecisionCastingContract {
    Casting() {
      super(DecisionStoreContract.this);
    }
  }

  @Nested
  class Ending extends DecisionEndingContract {
    Ending() {
      super(DecisionStoreContract.this);
    }
  }

  @Nested
  class Chores extends DecisionChoreContract {
    Chores() {
      super(DecisionStoreContract.this);
    }
  }

  @Nested
  class Model extends DecisionModelContract {
    Model() {
      super(DecisionStoreContract.this, sequences());
    }
  }
}
