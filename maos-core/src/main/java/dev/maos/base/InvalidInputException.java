package dev.maos.base;

import java.util.HexFormat;

/**
 * A refusal of a value that came in from outside; nothing was changed by the refused call.
 *
 * <p>It names the field, the value (escaped, at most 64 characters) and the allowed form, so that
 * the message is safe to print in a log or on a terminal.
 */
public class InvalidInputException extends MaosException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_VALUE_LENGTH = 64;

  private final String field;
  private final String value;
  private final String allowed;

  /**
   * A refusal of {@code value}.
   *
   * @param field what the value was meant to be, such as "agent id"
   * @param value the value as it came in; it is escaped and cut here
   * @param allowed the allowed form, as the end of a sentence that begins with "expected"
   */
  public InvalidInputException(ErrorCode code, String field, String value, String allowed) {
    super(code, sentence(field, value, allowed));
    this.field = field;
    this.value = escape(value);
    this.allowed = allowed;
  }

  /** A refusal that follows from another failure. */
  public InvalidInputException(
      ErrorCode code, String field, String value, String allowed, Throwable cause) {
    super(code, sentence(field, value, allowed), cause);
    this.field = field;
    this.value = escape(value);
    this.allowed = allowed;
  }

  private InvalidInputException(String place, InvalidInputException original) {
    super(original.code(), place + ": " + original.getMessage(), original);
    this.field = place + ", " + original.field;
    this.value = original.value;
    this.allowed = original.allowed;
  }

  /** The same refusal, saying where in something larger the value was. */
  public InvalidInputException in(String place) {
    return new InvalidInputException(place, this);
  }

  /** What the value was meant to be. */
  public String field() {
    return field;
  }

  /** The refused value, escaped, at most 64 characters. */
  public String value() {
    return value;
  }

  /** The allowed form. */
  public String allowed() {
    return allowed;
  }

  /**
   * The text in printable ASCII, at most 64 characters.
   *
   * <p>Quotes, backslashes, control characters and everything beyond ASCII (so also characters that
   * change the direction of text or look like others) become escapes; what is cut off is replaced
   * by one ellipsis.
   */
  public static String escape(String text) {
    var escaped = new StringBuilder(MAX_VALUE_LENGTH + 6);
    int lastCut = 0;
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i), escaped);
      if (escaped.length() > MAX_VALUE_LENGTH) {
        escaped.setLength(lastCut);
        return escaped.append('…').toString();
      }
      if (escaped.length() < MAX_VALUE_LENGTH) {
        lastCut = escaped.length();
      }
    }
    return escaped.toString();
  }

  private static void append(char c, StringBuilder escaped) {
    switch (c) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      case '\0' -> escaped.append("\\0");
      case '"' -> escaped.append("\\\"");
      case '\\' -> escaped.append("\\\\");
      default -> {
        if (c >= ' ' && c <= '~') {
          escaped.append(c);
        } else {
          escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
      }
    }
  }

  private static String sentence(String field, String value, String allowed) {
    return field + " \"" + escape(value) + "\" is not allowed; expected " + allowed;
  }
}
