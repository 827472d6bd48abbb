package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The times of a message.
 *
 * @param timeToLive how long after publishing it may still be handled; more than zero, at most 365
 *     days; 24 hours unless said otherwise
 * @param schedule when it becomes due
 * @param deadline the moment after which its answer is of no use to anybody; inherited by what is
 *     published while handling it, and an upper bound of its life
 */
public record Timing(Duration timeToLive, Schedule schedule, Optional<Instant> deadline) {
  static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(365);

  /** Due at once, lives 24 hours, no deadline. */
  public static final Timing DEFAULT =
      new Timing(Duration.ofHours(24), Schedule.NOW, Optional.empty());

  public Timing {
    var allowed = !timeToLive.isNegative() && !timeToLive.isZero();
    if (!allowed || timeToLive.compareTo(MAX_TIME_TO_LIVE) > 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TTL, "ttl", timeToLive.toString(), "more than zero, at most 365 days");
    }
  }

  Timing living(Duration newTimeToLive) {
    return new Timing(newTimeToLive, schedule, deadline);
  }

  Timing scheduled(Schedule newSchedule) {
    return new Timing(timeToLive, newSchedule, deadline);
  }

  Timing until(Instant newDeadline) {
    return new Timing(timeToLive, schedule, Optional.of(newDeadline));
  }
}
