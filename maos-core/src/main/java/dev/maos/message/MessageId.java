package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a message: 128 bits, given by the bus at publish as a UUIDv7 (so ids of one bus
 * grow with time), or derived from an idempotency key or from the message whose handling caused it.
 *
 * <p>Immutable and thread-safe; ordered as an unsigned 128-bit number.
 *
 * @param high the more significant 64 bits
 * @param low the less significant 64 bits
 */
public record MessageId(long high, long low) implements Comparable<MessageId> {
  public static MessageId of(UUID uuid) {
    return new MessageId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  /** Reads the textual form, or throws {@link ErrorCode#INVALID_ID}. */
  public static MessageId parse(String text) {
    try {
      var id = of(UUID.fromString(text));
      // The JDK also takes short and overlong groups and signs, and drops what does not fit.
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      throw invalid(text, e);
    }
    throw invalid(text, null);
  }

  private static InvalidInputException invalid(String text, @Nullable Throwable cause) {
    var error =
        new InvalidInputException(
            ErrorCode.INVALID_ID, "message id", text, "a UUID of 36 characters");
    if (cause != null) {
      error.addSuppressed(cause);
    }
    return error;
  }

  public UUID uuid() {
    return new UUID(high, low);
  }

  @Override
  public int compareTo(MessageId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return uuid().toString();
  }
}
