package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;

/**
 * No reply came in time. The request may have been handled; a late reply is counted and dropped.
 */
public final class RequestTimeoutException extends MaosException {
  private static final long serialVersionUID = 1L;

  RequestTimeoutException(MessageId request, Address recipient, Duration patience) {
    super(
        ErrorCode.REQUEST_TIMEOUT,
        "no reply from %s to request %s within %d ms"
            .formatted(recipient, request, patience.toMillis()));
  }
}
