package dev.maos.testkit;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * The number that a random test starts from; the same seed makes the same test.
 *
 * <p>{@code -Dmaos.seed=42} makes every test of many seeds run that one alone. Immutable.
 */
public record Seed(long value) {
  private static final String PROPERTY = "maos.seed";

  /**
   * The seeds that a test runs with: the numbers from {@code first} on, or the one that the system
   * property {@code maos.seed} names.
   *
   * @throws NumberFormatException if the property is not a whole number
   */
  public static LongStream range(long first, int count) {
    var given = System.getProperty(PROPERTY, "");
    return given.isEmpty()
        ? LongStream.range(first, first + count)
        : LongStream.of(Long.parseLong(given));
  }

  /** A generator that starts here; it is not thread-safe. */
  public RandomGenerator random() {
    // SplittableRandom mixes its seed, so neighbouring seeds give unlike sequences.
    return new java.util.SplittableRandom(value);
  }

  /** How to run it again: {@code seed 42 (replay with -Dmaos.seed=42)}. */
  @Override
  public String toString() {
    return "seed %d (replay with -D%s=%d)".formatted(value, PROPERTY, value);
  }
}
