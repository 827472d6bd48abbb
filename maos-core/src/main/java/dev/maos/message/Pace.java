package dev.maos.message;

/**
 * How many messages a loop takes at once: a round of lanes at first, and twice as many after each
 * round that was handled quickly, as far as taking more is worth it. So an urgent message waits for
 * a few milliseconds of handling at most, whatever handling takes. Used by one run at a time.
 */
final class Pace {
  /** One weighted round: 8 + 4 + 2 + 1. */
  static final int ROUND = 15;

  /** A round that took less was quick; one that took twice as long was slow. */
  private static final long QUICK_MICROS = 2_000;

  private final int most;
  private volatile int round = ROUND;

  Pace(int most) {
    this.most = Math.max(most, ROUND);
  }

  int round() {
    return round;
  }

  /** Whether rounds have been handled quickly of late. */
  boolean isQuick() {
    return round > ROUND;
  }

  /** Notes how long so many messages took. */
  void took(int messages, long micros) {
    int now = round;
    if (micros > 2 * QUICK_MICROS) {
      round = Math.max(ROUND, now / 2);
    } else if (messages >= now && micros < QUICK_MICROS) {
      round = Math.min(most, now * 2);
    }
  }
}
