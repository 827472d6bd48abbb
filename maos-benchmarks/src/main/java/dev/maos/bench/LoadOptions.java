package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;

/**
 * How a load test is run.
 *
 * @param agents how many send messages to one another, 2 to 100,000
 * @param duration how long they send, 1 s to 24 h
 * @param patience how long nothing may arrive until what is missing counts as lost, 1 ms to 1 hour
 * @param payloadBytes size of every payload, 24 bytes (its stamp) to 1 MiB
 * @param seed who writes to whom
 */
public record LoadOptions(
    int agents, Duration duration, Duration patience, int payloadBytes, long seed) {
  private static final int MOST_AGENTS = 100_000;
  private static final int MOST_BYTES = 1 << 20;
  private static final LoadOptions DEFAULTS =
      new LoadOptions(100, Duration.ofSeconds(60), Duration.ofSeconds(15), 256, 20_260_101L);

  /** Checks the bounds; what is beyond them is {@link ErrorCode#INVALID_SETTING}. */
  public LoadOptions {
    check("agents", agents >= 2 && agents <= MOST_AGENTS, agents, "2 to 100,000");
    check(
        "duration",
        lies(duration, Duration.ofSeconds(1), Duration.ofDays(1)),
        duration,
        "1s to 24h");
    check(
        "patience",
        lies(patience, Duration.ofMillis(1), Duration.ofHours(1)),
        patience,
        "1ms to 1h");
    check(
        "payloadBytes",
        payloadBytes >= Stamp.BYTES && payloadBytes <= MOST_BYTES,
        payloadBytes,
        "24 to 1,048,576");
  }

  /** A hundred agents, a minute, payloads of 256 bytes. */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  public LoadOptions agents(int agents) {
    return new LoadOptions(agents, duration, patience, payloadBytes, seed);
  }

  public LoadOptions duration(Duration duration) {
    return new LoadOptions(agents, duration, patience, payloadBytes, seed);
  }

  public LoadOptions patience(Duration patience) {
    return new LoadOptions(agents, duration, patience, payloadBytes, seed);
  }

  private static boolean lies(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void check(String field, boolean isFine, Object value, String allowed) {
    if (!isFine) {
      throw new InvalidInputException(ErrorCode.INVALID_SETTING, field, value.toString(), allowed);
    }
  }
}
