package dev.maos.registry;

import java.time.Duration;

/**
 * What the bus sees of an agent's work.
 *
 * @param waiting messages for it that wait or are being handled, 0 to 1,000,000,000
 * @param service how long one takes to handle, on average; zero if nobody knows
 */
public record Seen(int waiting, Duration service) {
  private static final int MOST_WAITING = 1_000_000_000;
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Nothing waits and nothing is known. */
  public static final Seen NOTHING = new Seen(0, Duration.ZERO);

  /** Checks the range. */
  public Seen {
    Limit.between("waiting", waiting, 0, MOST_WAITING);
    if (service.isNegative() || service.compareTo(LONGEST) > 0) {
      throw Limit.invalid("service", service.toString(), "zero to 365 days");
    }
  }
}
