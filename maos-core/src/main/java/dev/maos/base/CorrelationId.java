package dev.maos.base;

/**
 * A name that ties together everything that belongs to one conversation: a request and its reply, a
 * task and all the messages and events that it caused.
 *
 * <p>1 to 128 visible ASCII characters. Immutable and thread-safe.
 */
public record CorrelationId(String value) {
  private static final int MAX_LENGTH = 128;

  public CorrelationId {
    var visible = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (value.isEmpty() || value.length() > MAX_LENGTH || !visible) {
      throw new InvalidInputException(
          ErrorCode.INVALID_ID, "correlation id", value, "1-128 visible ASCII characters");
    }
  }

  /** Returns the correlation id {@code value}, or throws {@link ErrorCode#INVALID_ID}. */
  public static CorrelationId of(String value) {
    return new CorrelationId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
