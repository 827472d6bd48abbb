package dev.maos.testkit;

import org.junit.jupiter.api.Test;

/** The store does what a naive model does, in random sequences of commands. */
abstract class AgentModelContract extends AgentScene {
  private static final int COMMANDS = 60;

  private final int sequences;

  AgentModelContract(AgentStoreFixture fixture, int sequences) {
    super(fixture);
    this.sequences = sequences;
  }

  /** One store serves all sequences: each has ids and sessions of its own. */
  @Test
  void theStoreDoesWhatItsModelDoes() {
    Seed.range(1, sequences).forEach(this::run);
  }

  private void run(long number) {
    var seed = new Seed(number);
    var run = new AgentModelRun(seed, fixture, store);
    try {
      for (int i = 0; i < COMMANDS; i++) {
        run.step();
      }
      run.finish();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(seed + ", the last commands:\n  " + run.log(), e);
    }
  }
}
