package dev.maos.cli.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Decides beforehand which reviews end with the death of their reviewer, and at which moment.
 *
 * <p>The first review that is started is number 1, whoever does it; a review that has to be done
 * again has a number of its own. Thread-safe.
 */
final class Fate {
  /** Where in its work a reviewer dies. */
  enum Moment {
    /** With the message in its hand and nothing done. */
    ON_ARRIVAL,
    /** With the work done and the answer not sent. */
    BEFORE_THE_ANSWER,
    /** With the answer sent and the message not acknowledged. */
    AFTER_THE_ANSWER
  }

  private static final int MOST_CRASHES = 6;

  private final Map<Integer, Moment> strikes;
  private final AtomicInteger started = new AtomicInteger();

  private Fate(Map<Integer, Moment> strikes) {
    this.strikes = Map.copyOf(strikes);
  }

  /** One crash, half-way. */
  static Fate once(int reviews) {
    return new Fate(
        reviews == 0 ? Map.of() : Map.of(Math.max(1, reviews / 2), Moment.BEFORE_THE_ANSWER));
  }

  /** Two to six crashes at random moments, or as many as there are reviews. */
  static Fate often(int reviews, RandomGenerator random) {
    int crashes = Math.min(reviews, Math.clamp(reviews / 50, 2, MOST_CRASHES));
    var moments = Moment.values();
    var strikes = new HashMap<Integer, Moment>();
    while (strikes.size() < crashes) {
      strikes.put(random.nextInt(1, reviews + 1), moments[random.nextInt(moments.length)]);
    }
    return new Fate(strikes);
  }

  /** Called when a review starts: the moment at which it ends badly, if it does. */
  Optional<Moment> next() {
    return Optional.ofNullable(strikes.get(started.incrementAndGet()));
  }
}
