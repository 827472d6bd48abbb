package dev.maos.base;

import java.util.Locale;
import java.util.Objects;

/**
 * The kind of content of a payload, such as {@code application/json}.
 *
 * <p>At most 127 printable ASCII characters: a type, '/', a subtype, and parameters after ';'. Type
 * and subtype are kept in lower case, parameters as written. Immutable.
 *
 * @param value the whole media type
 */
public record MediaType(String value) {
  /** One JSON document in UTF-8. */
  public static final MediaType JSON = new MediaType("application/json");

  /** Text in UTF-8. */
  public static final MediaType TEXT = new MediaType("text/plain;charset=utf-8");

  /** Bytes that only sender and recipient understand. */
  public static final MediaType BINARY = new MediaType("application/octet-stream");

  private static final int MAX_LENGTH = 127;
  private static final String TOKEN_MARKS = "!#$&-^_.+";

  /** Checks the form; another one is refused with {@link ErrorCode#INVALID_MEDIA_TYPE}. */
  public MediaType {
    Objects.requireNonNull(value, "value");
    int end = essenceEnd(value);
    if (value.length() > MAX_LENGTH || !isEssence(value, end) || !isPrintable(value, end)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_MEDIA_TYPE,
          "media type",
          value,
          "type/subtype[;parameters] in at most 127 printable ASCII characters");
    }
    value = hasCapital(value, end) ? lowered(value, end) : value;
  }

  private static boolean hasCapital(String value, int end) {
    for (int i = 0; i < end; i++) {
      if (value.charAt(i) >= 'A' && value.charAt(i) <= 'Z') {
        return true;
      }
    }
    return false;
  }

  private static String lowered(String value, int end) {
    return value.substring(0, end).toLowerCase(Locale.ROOT) + value.substring(end);
  }

  /** The media type written like this. */
  public static MediaType of(String value) {
    // Most payloads are of these, and their form need not be checked again.
    return switch (Objects.requireNonNull(value, "value")) {
      case "application/json" -> JSON;
      case "text/plain;charset=utf-8" -> TEXT;
      case "application/octet-stream" -> BINARY;
      default -> new MediaType(value);
    };
  }

  @Override
  public String toString() {
    return value;
  }

  /** Whether the bytes are a JSON document: {@code application/json} or any type {@code +json}. */
  public boolean isJson() {
    if (value.equals("application/json")) {
      return true;
    }
    var essence = value.substring(0, essenceEnd(value));
    return essence.equals(JSON.value) || essence.endsWith("+json");
  }

  boolean isText() {
    return value.startsWith("text/");
  }

  private static int essenceEnd(String value) {
    int end = value.indexOf(';');
    return end < 0 ? value.length() : end;
  }

  private static boolean isEssence(String value, int end) {
    int slash = value.indexOf('/');
    return isToken(value, 0, slash) && isToken(value, slash + 1, end);
  }

  private static boolean isToken(String value, int from, int end) {
    for (int i = from; i < end; i++) {
      char c = value.charAt(i);
      boolean alphanumeric = c < 128 && Character.isLetterOrDigit(c);
      if (!alphanumeric && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return from < end;
  }

  private static boolean isPrintable(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
