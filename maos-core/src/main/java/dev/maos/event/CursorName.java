package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * The name under which a reader's place in the history is kept: 1 to 128 letters, digits, '-', '_'
 * or '.'. Immutable.
 *
 * @param value the name as written
 */
public record CursorName(String value) implements Comparable<CursorName> {
  private static final int MAX_LENGTH = 128;

  /** Checks the form; another one is refused with {@link ErrorCode#INVALID_NAME}. */
  public CursorName {
    if (!Texts.isName(value, MAX_LENGTH)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_NAME, "cursor name", value, "1-128 letters, digits, '-', '_' or '.'");
    }
  }

  public static CursorName of(String value) {
    return new CursorName(value);
  }

  /** Orders by the characters of the names. */
  @Override
  public int compareTo(CursorName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
