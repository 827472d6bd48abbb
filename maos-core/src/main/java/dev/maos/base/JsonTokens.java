package dev.maos.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings, numbers and words of a JSON document, byte by byte: each reader begins at the first byte
 * and answers what is behind the last, or -1. One thread's.
 */
final class JsonTokens {
  private static final int FAILED = -1;
  private static final int MAX_EXPONENT_DIGITS = 9;
  private static final int SAFE_EXPONENT = 200;
  private static final int LONG_DIGITS = 18;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private final JsonTexts texts = new JsonTexts();
  private byte[] bytes = {};
  private int end;
  private boolean beyondAscii;
  private boolean unicodeEscape;

  /** Reads these bytes from now on. */
  void begin(byte[] document, int behind) {
    bytes = document;
    end = behind;
    beyondAscii = false;
    unicodeEscape = false;
  }

  /** Whether a string had bytes that must be checked for being UTF-8. */
  boolean sawBeyondAscii() {
    return beyondAscii;
  }

  /** Whether a string had escapes that must be checked for halves of surrogate pairs. */
  boolean sawUnicodeEscape() {
    return unicodeEscape;
  }

  boolean is(int at, char c) {
    return at < end && bytes[at] == c;
  }

  int skipSpace(int from) {
    int at = from;
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
  }

  int literal(int at, String word) {
    if (end - at < word.length()) {
      return FAILED;
    }
    for (int i = 1; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return FAILED;
      }
    }
    return at + word.length();
  }

  int string(int open) {
    int at = skipPlain(open + 1);
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        return at + 1;
      }
      if (b == '\\') {
        at = escape(at);
        if (at == FAILED) {
          return FAILED;
        }
      } else if (b < 0) {
        beyondAscii = true;
        at++;
      } else if (b < ' ') {
        return FAILED;
      } else {
        at++;
      }
      at = skipPlain(at);
    }
    return FAILED;
  }

  /**
   * Passes over characters that mean themselves, eight at a time: the lowest byte of a word in
   * which one of the tests turns on the highest bit is the first that is something else.
   */
  private int skipPlain(int from) {
    int at = from;
    while (at + Long.BYTES <= end) {
      long word = (long) WORD.get(bytes, at);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      long special =
          (((quote - ONES) & ~quote)
                  | ((backslash - ONES) & ~backslash)
                  | ((word - SPACES) & ~word)
                  | word)
              & HIGH_BITS;
      if (special != 0) {
        return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    return at;
  }

  private int escape(int at) {
    if (at + 1 >= end) {
      return FAILED;
    }
    return switch (bytes[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> unicodeEscape(at);
      default -> FAILED;
    };
  }

  private int unicodeEscape(int at) {
    unicodeEscape = true;
    if (end - at < 6) {
      return FAILED;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(bytes[i], 16) < 0) {
        return FAILED;
      }
    }
    return at + 6;
  }

  boolean hasEscape(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** The text between the quotes of a string that was read. */
  String text(int from, int to) {
    if (!hasEscape(from, to)) {
      return texts.text(bytes, from, to);
    }
    var text = new StringBuilder(to - from);
    int plain = from;
    int at = from;
    while (at < to) {
      if (bytes[at] != '\\') {
        at++;
        continue;
      }
      text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
      text.append(escaped(at));
      at += bytes[at + 1] == 'u' ? 6 : 2;
      plain = at;
    }
    return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8)).toString();
  }

  private char escaped(int at) {
    return switch (bytes[at + 1]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' ->
          (char) Integer.parseInt(new String(bytes, at + 2, 4, StandardCharsets.US_ASCII), 16);
      default -> (char) bytes[at + 1];
    };
  }

  int number(int from) {
    int at = is(from, '-') ? from + 1 : from;
    int whole = digits(at);
    if (whole == at || (bytes[at] == '0' && whole > at + 1)) {
      return FAILED;
    }
    int behind = whole;
    if (is(behind, '.')) {
      behind = digits(whole + 1);
      if (behind == whole + 1) {
        return FAILED;
      }
    }
    int mantissa = behind;
    if (is(behind, 'e') || is(behind, 'E')) {
      behind = exponent(behind);
    }
    if (behind == FAILED || behind - from > JsonText.MAX_NUMBER_LENGTH) {
      return FAILED;
    }
    return mantissa == behind || isFinite(from, mantissa, behind) ? behind : FAILED;
  }

  private int exponent(int e) {
    int at = is(e + 1, '+') || is(e + 1, '-') ? e + 2 : e + 1;
    int behind = digits(at);
    return behind == at || behind - at > MAX_EXPONENT_DIGITS ? FAILED : behind;
  }

  private boolean isFinite(int from, int mantissa, int behind) {
    int at = is(mantissa + 1, '+') ? mantissa + 2 : mantissa + 1;
    // Of a hundred characters, so a small exponent cannot make it infinite.
    return Integer.parseInt(ascii(at, behind)) < SAFE_EXPONENT
        || Double.isFinite(Double.parseDouble(ascii(from, behind)));
  }

  private int digits(int from) {
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  /** The number that was read, in its canonical form. */
  Object value(int from, int to) {
    int at = bytes[from] == '-' ? from + 1 : from;
    if (to - at > LONG_DIGITS) {
      return JsonPaths.canonical(new BigDecimal(ascii(from, to)));
    }
    long value = 0;
    for (int i = at; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return JsonPaths.canonical(new BigDecimal(ascii(from, to)));
      }
      value = value * 10 + bytes[i] - '0';
    }
    return at == from ? value : -value;
  }

  private String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}
