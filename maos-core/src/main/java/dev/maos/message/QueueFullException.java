package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;

/**
 * The destination has no room. Nothing of the batch was stored; publishing it later may succeed.
 */
public final class QueueFullException extends MaosException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public QueueFullException(QueueName queue, int bound, int wanted, Duration retryAfter) {
    super(
        ErrorCode.QUEUE_FULL,
        "%s holds its bound of %d messages and has no room for %d more; try again in %d ms, raise"
                .formatted(queue, bound, wanted, retryAfter.toMillis())
            + " maxQueueSize, or choose Overflow.block(patience)");
    this.retryAfter = retryAfter;
  }

  /** When trying again makes sense. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
