package dev.maos.memory;

import dev.maos.message.Priority;

/**
 * The credit that the lanes have left in a round, packed into one number: a byte a lane, because
 * every reader has one and idle readers are many.
 */
final class Round {
  /** A new round: 8, 4, 2 and 1 messages. */
  static final int FULL = full();

  private Round() {}

  static boolean hasCredit(int credits, int lane) {
    return (credits >>> shift(lane) & 0xff) > 0;
  }

  /** Takes one message of a lane off the round; a lane without credit stays without. */
  static int charge(int credits, int lane) {
    return hasCredit(credits, lane) ? credits - (1 << shift(lane)) : credits;
  }

  private static int full() {
    int credits = 0;
    for (var priority : Priority.values()) {
      credits |= priority.share() << shift(priority.lane());
    }
    return credits;
  }

  private static int shift(int lane) {
    return 8 * lane;
  }
}
