package dev.maos.base;

/**
 * The grammar of names, topics and patterns, read character by character.
 *
 * <p>These checks run for each message, so they use no regular expression and allocate nothing.
 */
final class Grammar {
  static final String NAME_FORM =
      "1-64 letters, digits, '-' or '_', starting with a letter or digit";
  static final String RESERVED_SEGMENT = "_maos";
  static final String RESERVED_PREFIX = RESERVED_SEGMENT + ".";
  static final char SEPARATOR = '.';
  static final char ONE = '*';
  static final char TAIL = '>';

  private static final int MAX_NAME_LENGTH = 64;
  private static final int MAX_SEGMENTS = 16;
  private static final int MAX_LENGTH = 255;

  private Grammar() {}

  static boolean isName(String text) {
    return isName(text, 0, text.length());
  }

  static boolean isTopic(String text) {
    return isPath(text, false);
  }

  static boolean isPattern(String text) {
    return isPath(text, true);
  }

  static boolean isWildcard(char c) {
    return c == ONE || c == TAIL;
  }

  /** Where the segment that starts at {@code from} ends: at its separator or the end of text. */
  static int segmentEnd(String text, int from) {
    int separator = text.indexOf(SEPARATOR, from);
    return separator < 0 ? text.length() : separator;
  }

  private static boolean isPath(String text, boolean wildcards) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    boolean reserved = text.startsWith(RESERVED_PREFIX);
    int segments = reserved ? 1 : 0;
    int from = reserved ? RESERVED_PREFIX.length() : 0;
    while (true) {
      int end = segmentEnd(text, from);
      boolean last = end == text.length();
      if (!isName(text, from, end) && !(wildcards && isWildcard(text, from, end, last))) {
        return false;
      }
      segments++;
      if (last) {
        return segments <= MAX_SEGMENTS;
      }
      from = end + 1;
    }
  }

  private static boolean isWildcard(String text, int from, int end, boolean last) {
    if (end - from != 1) {
      return false;
    }
    char c = text.charAt(from);
    return c == ONE || (c == TAIL && last);
  }

  private static boolean isName(String text, int from, int end) {
    if (end - from < 1 || end - from > MAX_NAME_LENGTH || !isAlphanumeric(text.charAt(from))) {
      return false;
    }
    for (int i = from + 1; i < end; i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
