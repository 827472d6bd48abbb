package dev.maos.message;

import java.time.Instant;
import java.util.Locale;

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
  private static final int MAX_DETAIL = 512;

  public DeadLetter {
    detail = printable(detail);
  }

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

  /** What came from a handler or a peer is safe to print: no line breaks, no terminal controls. */
  private static String printable(String text) {
    var safe = new StringBuilder();
    for (int i = 0; i < text.length() && safe.length() < MAX_DETAIL; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.substring(0, Math.min(safe.length(), MAX_DETAIL));
  }

  public MessageId id() {
    return envelope.id();
  }
}
