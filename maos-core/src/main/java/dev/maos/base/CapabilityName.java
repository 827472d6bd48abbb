package dev.maos.base;

import java.util.Objects;

/**
 * The name of something an agent is able to do, such as {@code java-review}.
 *
 * <p>1 to 128 ASCII letters, digits, '-', '_', '.', ':' or '/', starting with a letter or digit;
 * case matters. Immutable.
 *
 * @param value the name as written
 */
public record CapabilityName(String value) implements Comparable<CapabilityName> {
  static final String FORM =
      "1-128 letters, digits, '-', '_', '.', ':' or '/', starting with a letter or digit";
  private static final int MAX_LENGTH = 128;

  /** Checks the grammar; another form is refused with {@link ErrorCode#INVALID_CAPABILITY}. */
  public CapabilityName {
    Objects.requireNonNull(value, "value");
    if (value.isEmpty() || value.length() > MAX_LENGTH || lengthAtStart(value) != value.length()) {
      throw new InvalidInputException(ErrorCode.INVALID_CAPABILITY, "capability name", value, FORM);
    }
  }

  /** The capability of this name. */
  public static CapabilityName of(String value) {
    return new CapabilityName(value);
  }

  /** Whether a text from elsewhere could be a name. */
  public static boolean isName(String text) {
    return !text.isEmpty() && text.length() <= MAX_LENGTH && lengthAtStart(text) == text.length();
  }

  /** How many characters at the start of a text could be a name. */
  static int lengthAtStart(String text) {
    int length = 0;
    while (length < text.length() && isPart(text.charAt(length), length)) {
      length++;
    }
    return length;
  }

  private static boolean isPart(char c, int at) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || (at > 0 && "-_.:/".indexOf(c) >= 0);
  }

  /** Orders by the characters of the names. */
  @Override
  public int compareTo(CapabilityName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
