package dev.maos.security.limits;

/**
 * The generic cell rate algorithm in its form of virtual scheduling (ITU-T I.371, Annex A; ATM
 * Forum, Traffic Management 4.0, af-tm-0056.000): one number is kept, the moment at which all that
 * was taken will have been earned. What would put that moment further ahead than a burst takes to
 * earn does not conform, and changes nothing.
 *
 * <p>So over any time no more is taken than the rate gives in that time, and one burst. Moments are
 * nanoseconds of a clock that does not go back; only their differences count.
 */
final class Gcra {
  private Gcra() {}

  /** How far ahead of now the moment would be, if the amount were taken. */
  static long ahead(long earnedAt, long now, Rate rate, long amount) {
    return Math.max(0, earnedAt - now) + rate.nanosFor(amount);
  }

  /** How long to wait until it may be taken; zero or less if it may now. */
  static long delay(long ahead, Rate rate) {
    return ahead - rate.nanosFor(rate.burst());
  }
}
