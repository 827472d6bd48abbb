package dev.maos.bench;

import java.time.Duration;

/**
 * Runs a system unmeasured until it gets no faster, as the compiler of the virtual machine needs
 * longer for the one than for the other. Every system of a race warms up by this same rule.
 */
final class WarmUp {
  /** How many pieces there are at least and at most. */
  private static final int FEWEST = 2;

  private static final int MOST = 12;

  /** A piece that is faster than all before by less than this part has not become faster. */
  private static final double NOTICEABLE = 0.03;

  /** One piece of the work. */
  interface Piece {
    Round run(Duration time) throws InterruptedException;
  }

  private WarmUp() {}

  /**
   * Runs pieces until two in a row brought nothing.
   *
   * @param time how long it takes at least; six times as long at most, and nothing if it is zero
   */
  static void of(Duration time, Piece piece) throws InterruptedException {
    if (time.isZero()) {
      return;
    }
    double best = 0;
    int inVain = 0;
    for (int i = 0; i < MOST && (i < FEWEST || inVain < 2); i++) {
      double rate = piece.run(time.dividedBy(FEWEST)).rate();
      inVain = rate > best * (1 + NOTICEABLE) ? 0 : inVain + 1;
      best = Math.max(best, rate);
    }
  }
}
