package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;

/**
 * The settings of {@link Consensus}; each has a safe default and a range that is checked.
 *
 * @param sweepInterval how often this process looks for votes whose deadline has come and for what
 *     others have left undone, 50 ms to 1 minute
 * @param maxListeners how many callbacks and waiting threads there may be in this process, 1 to
 *     1,000,000
 */
public record ConsensusOptions(Duration sweepInterval, int maxListeners) {
  private static final Duration LEAST = Duration.ofMillis(50);
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final int MOST_LISTENERS = 1_000_000;
  private static final ConsensusOptions DEFAULTS =
      new ConsensusOptions(Duration.ofSeconds(1), 100_000);

  /** Checks the ranges. */
  public ConsensusOptions {
    if (sweepInterval.compareTo(LEAST) < 0 || sweepInterval.compareTo(MOST) > 0) {
      throw invalid("sweepInterval", sweepInterval.toString(), LEAST + " to " + MOST);
    }
    if (maxListeners < 1 || maxListeners > MOST_LISTENERS) {
      throw invalid("maxListeners", Integer.toString(maxListeners), "1 to 1,000,000");
    }
  }

  /** A sweep each second, at most 100,000 listeners. */
  public static ConsensusOptions defaults() {
    return DEFAULTS;
  }

  /** These settings with another interval. */
  public ConsensusOptions sweepInterval(Duration sweepInterval) {
    return new ConsensusOptions(sweepInterval, maxListeners);
  }

  /** These settings with another bound for listeners. */
  public ConsensusOptions maxListeners(int maxListeners) {
    return new ConsensusOptions(sweepInterval, maxListeners);
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_SETTING, field, value, allowed);
  }
}
