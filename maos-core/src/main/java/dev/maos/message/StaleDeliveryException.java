package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/**
 * The lease on a delivery was lost, so settling it was refused: somebody else has the message, or
 * will. What the handler did may be done again; nothing in the queue changed.
 */
public final class StaleDeliveryException extends MaosException {
  private static final long serialVersionUID = 1L;

  StaleDeliveryException(Delivery delivery, String action) {
    super(
        ErrorCode.STALE_ACK,
        "cannot %s message %s (attempt %d): its lease was lost"
            .formatted(action, delivery.id(), delivery.attempt()));
  }
}
