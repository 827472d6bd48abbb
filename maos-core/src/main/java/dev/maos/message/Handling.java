package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import java.util.Optional;

/**
 * What a message asks of those who carry and handle it.
 *
 * @param orderingKey messages of one key in one queue are handled one after the other, in order,
 *     even by competing consumers; the next one starts when the one before is settled
 * @param idempotencyKey two messages of one sender with one key are one message: the id is derived
 *     from both
 * @param replyTo where the answer goes
 * @param receipt whether the sender is told what became of it
 * @param assignment why its recipient was chosen; empty if the sender named it
 */
public record Handling(
    Optional<String> orderingKey,
    Optional<String> idempotencyKey,
    Optional<ReplyTo> replyTo,
    ReceiptWish receipt,
    Optional<Assignment> assignment) {
  static final int MAX_KEY_BYTES = 128;

  /** Whether the sender is sent a {@link DeliveryReceipt}. */
  public enum ReceiptWish {
    NONE,
    WANTED
  }

  /** What a message to a recipient that its sender has named asks for. */
  public Handling(
      Optional<String> orderingKey,
      Optional<String> idempotencyKey,
      Optional<ReplyTo> replyTo,
      ReceiptWish receipt) {
    this(orderingKey, idempotencyKey, replyTo, receipt, Optional.empty());
  }

  /** Nothing special. */
  public static final Handling DEFAULT =
      new Handling(Optional.empty(), Optional.empty(), Optional.empty(), ReceiptWish.NONE);

  public Handling {
    orderingKey.ifPresent(key -> check("ordering key", key));
    idempotencyKey.ifPresent(key -> check("idempotency key", key));
  }

  private static void check(String field, String key) {
    if (key.isEmpty() || sizeOf(field, key) > MAX_KEY_BYTES) {
      throw new InvalidInputException(ErrorCode.INVALID_KEY, field, key, "1-128 bytes of UTF-8");
    }
  }

  /** In UTF-8, which a key with half a surrogate pair has no form in. */
  private static int sizeOf(String field, String key) {
    try {
      return Payload.text(key).size();
    } catch (InvalidInputException refusal) {
      throw refusal.in(field);
    }
  }

  Handling orderedBy(String key) {
    return new Handling(Optional.of(key), idempotencyKey, replyTo, receipt, assignment);
  }

  Handling identifiedBy(String key) {
    return new Handling(orderingKey, Optional.of(key), replyTo, receipt, assignment);
  }

  Handling replyTo(ReplyTo place) {
    return new Handling(orderingKey, idempotencyKey, Optional.of(place), receipt, assignment);
  }

  Handling withReceipt() {
    return new Handling(orderingKey, idempotencyKey, replyTo, ReceiptWish.WANTED, assignment);
  }

  Handling assigned(Assignment given) {
    return new Handling(orderingKey, idempotencyKey, replyTo, receipt, Optional.of(given));
  }
}
