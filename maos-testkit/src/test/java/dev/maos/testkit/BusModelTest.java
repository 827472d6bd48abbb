package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The embedded storage does what its simple model does, in thousands of random sequences. */
class BusModelTest {
  private static final int SEQUENCES = 2_000;
  private static final int COMMANDS = 120;

  @Test
  void theStorageDoesWhatItsModelDoes() {
    long sequences = Seed.range(1, SEQUENCES).map(BusModelTest::run).sum();

    assertThat(sequences).isPositive();
  }

  private static int run(long number) {
    var seed = new Seed(number);
    var run = new ModelRun(seed);
    try {
      for (int i = 0; i < COMMANDS; i++) {
        run.step();
      }
      return 1;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(seed + ", the last commands:\n  " + run.log(), e);
    }
  }
}
