package dev.maos.resilience;

import java.util.Objects;
import java.util.random.RandomGenerator;

/** Lets many threads draw from a generator that need not be thread-safe. */
final class SharedRandom implements RandomGenerator {
  private final RandomGenerator random;

  private SharedRandom(RandomGenerator random) {
    this.random = random;
  }

  static SharedRandom of(RandomGenerator random) {
    Objects.requireNonNull(random, "random");
    return random instanceof SharedRandom shared ? shared : new SharedRandom(random);
  }

  @Override
  public synchronized long nextLong() {
    return random.nextLong();
  }
}
