package dev.maos.testkit;

import org.junit.jupiter.api.Test;

/** The store does what a naive model does, in random sequences of commands. */
abstract class DecisionModelContract extends DecisionScene {
  private static final int COMMANDS = 50;

  private final int sequences;

  DecisionModelContract(DecisionStoreFixture fixture, int sequences) {
    super(fixture);
    this.sequences = sequences;
  }

  /** One store serves all sequences: each has proposals of its own. */
  @Test
  void theStoreDoesWhatItsModelDoes() {
    Seed.range(1, sequences).forEach(this::run);
  }

  private void run(long number) {
    var seed = new Seed(number);
    var run = new DecisionModelRun(seed, fixture, store);
    try {
      for (int i = 0; i < COMMANDS; i++) {
        run.step();
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(seed + ", the last commands:\n  " + run.log(), e);
    }
  }
}
