package dev.maos.message;

import dev.maos.base.Topic;

/**
 * What became of a message whose sender asked for a receipt. It is sent to the sender's inbox on
 * {@link #TOPIC} as an ordinary message, at least once.
 *
 * @param message the id of the message
 * @param status what became of it
 * @param queue the queue in which it did
 * @param attempts how often it was tried
 * @param error why, if it was not delivered; else empty
 */
public record DeliveryReceipt(
    String message, Status status, String queue, int attempts, String error) {

  /** Where receipts arrive: {@code _maos.receipts}. */
  public static final Topic TOPIC = Topic.reserved("receipts");

  /** What became of it. */
  public enum Status {
    /** Handled and acknowledged. */
    DELIVERED,
    /** Rejected by its handler. */
    FAILED,
    /** Its time to live ended first. */
    EXPIRED,
    /** Tried as often as it may be, or refused. */
    DEAD
  }
}
