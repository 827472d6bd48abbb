package dev.maos.message;

import java.time.Instant;

/**
 * A message that could not be handled, kept with all that is known about it until somebody redrives
 * or purges it.
 *
 * @param queue where it was waiting
 * @param envelope the message as it was sent, its bytes included
 * @param reason why it is here
 * @param detail the reason in words; escaped and at most 512 characters
 * @param attempts how often it had been claimed
 * @param buriedAt when it came here
 */
public record DeadLetter(
    QueueName queue,
    Envelope envelope,
    Reason reason,
    String detail,
    int attempts,
    Instant buriedAt) {

  /** Why a message became a dead letter. */
  public enum Reason {
    /** Its handler failed, or died with it, as often as it may. */
    EXHAUSTED,
    /** Its handler said that it can never be handled. */
    REJECTED,
    /** Its time to live ended before it was handled. */
    EXPIRED,
    /** Security refused it. */
    REFUSED,
    /** Its subscription was full. */
    OVERFLOW,
    /** Its bytes are not an envelope. */
    MALFORMED,
    /** The backend lost its content. */
    PAYLOAD_LOST
  }

  public MessageId id() {
    return envelope.id();
  }
}
