package dev.maos.base;

import java.nio.charset.StandardCharsets;

/** What can be told of a JSON document from its bytes and numbers alone, without a parser. */
final class JsonText {
  static final int MAX_DEPTH = 64;
  static final int MAX_NUMBER_LENGTH = 100;

  private static final int MAX_EXCERPT = 64;
  private static final int ESCAPE_LENGTH = 6;

  private JsonText() {}

  /**
   * Whether a document can hold what a parser lets pass: escaped surrogates, or exponents.
   *
   * <p>Most documents have neither, so they need not be walked through before they are read.
   */
  static boolean needsCheck(byte[] bytes, int offset, int size) {
    byte before = 0;
    for (int i = offset; i < offset + size; i++) {
      byte b = bytes[i];
      boolean exponent = (b == 'e' || b == 'E') && before >= '0' && before <= '9';
      if (exponent || b == '\\') {
        return true;
      }
      before = b;
    }
    return false;
  }

  /** Refuses escapes that make half a surrogate pair; escapes that are none are passed over. */
  static void checkEscapes(byte[] bytes, int offset, int size) {
    int end = offset + size;
    int at = offset;
    while (at < end) {
      at = bytes[at] == '\\' ? afterEscape(bytes, offset, at, end) : at + 1;
    }
  }

  /** Whether a number is finite as a double and has at most 100 characters. */
  static boolean isAllowed(String number, double value) {
    return number.length() <= MAX_NUMBER_LENGTH && Double.isFinite(value);
  }

  static InvalidInputException numberRefusal(String number, String where) {
    return new InvalidInputException(
        ErrorCode.INVALID_NUMBER,
        "number at " + where,
        number,
        "a finite number within the range of a double, in at most 100 characters");
  }

  static InvalidInputException tooDeep() {
    return new InvalidInputException(
        ErrorCode.NESTING_TOO_DEEP,
        "payload nesting",
        (MAX_DEPTH + 1) + "/" + MAX_DEPTH,
        "at most " + MAX_DEPTH + " objects and arrays within one another");
  }

  /** The text of the token that starts {@code start} bytes into the document. */
  static String excerpt(byte[] bytes, int offset, int size, long start) {
    if (start < 0 || start >= size) {
      return "";
    }
    int from = offset + (int) start;
    int end = from + 1;
    int limit = Math.min(offset + size, from + MAX_EXCERPT);
    while (end < limit && ",]}\n".indexOf(bytes[end]) < 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** Where the number starts that ends {@code end} bytes into the document. */
  static int numberStart(byte[] bytes, int offset, long end) {
    int start = offset + (int) end;
    while (start > offset && "+-.0123456789eE".indexOf(bytes[start - 1]) >= 0) {
      start--;
    }
    return start - offset;
  }

  private static int afterEscape(byte[] bytes, int offset, int at, int end) {
    int first = unicodeEscape(bytes, at, end);
    if (first < 0) {
      return at + 2;
    }
    int next = at + ESCAPE_LENGTH;
    if (!Character.isSurrogate((char) first)) {
      return next;
    }
    int second = unicodeEscape(bytes, next, end);
    if (second < 0 || !Character.isSurrogatePair((char) first, (char) second)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_UTF8,
          "payload at byte offset " + (at - offset),
          new String(bytes, at, ESCAPE_LENGTH, StandardCharsets.US_ASCII),
          "escapes in which surrogates come in pairs");
    }
    return next + ESCAPE_LENGTH;
  }

  /** The character of the escape that starts here, or -1 when none does. */
  private static int unicodeEscape(byte[] bytes, int at, int end) {
    if (end - at < ESCAPE_LENGTH || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      return -1;
    }
    int value = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
