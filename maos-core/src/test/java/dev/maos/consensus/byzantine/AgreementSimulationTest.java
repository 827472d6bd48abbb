package dev.maos.consensus.byzantine;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The promises B1 to B10 of docs/certificates.md, over schedules made from seeds: at most f members
 * lie or forget, the network does what it likes for a while, and everybody else may crash at any
 * point.
 *
 * <p>{@code -Dmaos.faults=long} runs ten times as many, {@code -Dmaos.agreement.seed=N} one
 * schedule of each size again.
 */
class AgreementSimulationTest {
  private static final long FIRST = 20_260_101;

  @Test
  void fourAgree() {
    agree(4, 900);
  }

  @Test
  void fiveAgree() {
    agree(5, 700);
  }

  @Test
  void sevenAgree() {
    agree(7, 300);
  }

  @Test
  void tenAgree() {
    agree(10, 100);
  }

  /** Few schedules of the small sizes, for bugs that are planted. */
  void smallOnesAgree() {
    for (int number = 0; number < 200; number++) {
      run(4, FIRST + number);
      run(5, FIRST + number);
    }
  }

  private static void agree(int size, int schedules) {
    var again = Long.getLong("maos.agreement.seed");
    if (again != null) {
      run(size, again);
      return;
    }
    boolean longRun = System.getProperty("maos.faults", "short").equals("long");
    IntStream.range(0, longRun ? schedules * 10 : schedules)
        .forEach(number -> run(size, FIRST + number));
  }

  static void run(int size, long seed) {
    try {
      new World(size, seed).run();
    } catch (AssertionError | RuntimeException broken) {
      throw new AssertionError(
          "%d members, -Dmaos.agreement.seed=%d: %s".formatted(size, seed, broken.getMessage()),
          broken);
    }
  }
}
