package dev.maos.security.limits;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.Optional;

/** An agent has sent as much as it may for now; nothing was sent. */
public final class RateLimitedException extends MaosException {
  private static final long serialVersionUID = 1L;

  // A long, since an Optional is not for fields.
  private final long waitNanos;

  private RateLimitedException(String message, long waitNanos) {
    super(ErrorCode.RATE_LIMITED, message);
    this.waitNanos = waitNanos;
  }

  /** It may again after this time. */
  public static RateLimitedException after(String what, Duration wait) {
    return new RateLimitedException("%s; again in %s".formatted(what, wait), wait.toNanos());
  }

  /** It may never. */
  public static RateLimitedException never(String what) {
    return new RateLimitedException(what + "; never", -1);
  }

  /** After which time it may be tried again; empty if never. */
  public Optional<Duration> retryAfter() {
    return waitNanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(waitNanos));
  }
}
