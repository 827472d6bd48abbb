package dev.maos.base;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A seed for tests that try many inputs; a failure names it, and {@code -Dmaos.seed} replays it.
 */
public record Seed(long value) {
  /** A new seed, or the one that is to be replayed. */
  public static Seed next() {
    return new Seed(Long.getLong("maos.seed", new SplittableRandom().nextLong()));
  }

  /** Runs the check so many times with one generator; a failure is wrapped with this seed. */
  public void times(int count, Consumer<RandomGenerator> check) {
    var random = new SplittableRandom(value);
    for (int i = 0; i < count; i++) {
      try {
        check.accept(random);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("try " + i + " with -Dmaos.seed=" + value, failure);
      }
    }
  }
}
