package dev.maos.redis.faults;

/**
 * How much a run does.
 *
 * @param paceMicros how long the publisher waits between two messages
 * @param restSeconds how long everything may take to come to rest
 */
record Size(int messages, int injections, int paceMicros, int leaseMillis, int restSeconds) {
  private static final String PROPERTY = "maos.faults";

  /** Short, unless {@code -Dmaos.faults=long}. */
  static Size given() {
    return System.getProperty(PROPERTY, "short").equals("long")
        ? new Size(50_000, 20, 200, 1_000, 60)
        : new Size(1_000, 2, 500, 1_000, 30);
  }

  /** The same where nothing should be left over: it takes no longer, except on a busy machine. */
  Size restingLonger() {
    return new Size(messages, injections, paceMicros, leaseMillis, 30);
  }
}
