package dev.maos.security.limits;

/**
 * So much that is to be taken from what a rate allows to one who is counted under a key.
 *
 * @param key of 1 to 512 printable ASCII characters, the same in every process
 * @param amount from 0
 */
public record Charge(String key, Rate rate, long amount) {
  /** Checks the amount. */
  public Charge {
    if (amount < 0) {
      throw new IllegalArgumentException("amount must not be negative: " + amount);
    }
  }

  /** Whether it could never be taken, however long one waits. */
  boolean isHopeless() {
    return rate.count() == 0 || amount > rate.burst();
  }
}
