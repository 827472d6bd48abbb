package dev.maos.backend;

/**
 * Numbers of a series, one behind the other.
 *
 * @param series its name, 1 to 256 printable ASCII characters
 * @param first as an unsigned number
 * @param last as an unsigned number, at most 65,535 more than the first
 */
public record NumberRange(String series, long first, long last) {
  private static final int MAX_NAME = 256;
  private static final int MAX_WIDTH = 65_535;

  /** Checks the order and the width. */
  public NumberRange {
    TableNames.require(series, MAX_NAME);
    if (Long.compareUnsigned(first, last) > 0
        || Long.compareUnsigned(last - first, MAX_WIDTH) > 0) {
      throw new IllegalArgumentException(
          "numbers: the last is to be 0 to %d more than the first".formatted(MAX_WIDTH));
    }
  }

  /** One number. */
  public static NumberRange of(String series, long number) {
    return new NumberRange(series, number, number);
  }

  /** Whether a number is one of them. */
  public boolean contains(long number) {
    return Long.compareUnsigned(first, number) <= 0 && Long.compareUnsigned(number, last) <= 0;
  }
}
