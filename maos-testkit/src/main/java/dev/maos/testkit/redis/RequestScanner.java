package dev.maos.testkit.redis;

import java.util.regex.Pattern;

/**
 * Finds where requests end in what a client sends, however the bytes are cut into pieces.
 *
 * <p>A request is an array of strings, or a line of its own. After bytes that are neither (TLS, for
 * example) nothing is found any more. For one thread.
 */
final class RequestScanner {
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LONGEST_WORD = 64;

  private static final Pattern LINE = Pattern.compile("[A-Za-z]+( .*)?");

  private final StringBuilder line = new StringBuilder();
  private final StringBuilder word = new StringBuilder();
  private long stringsLeft;
  private long bytesLeft;
  private boolean isFirst;
  private boolean isLost;

  /** Takes the next byte; whether a request ended with it. */
  boolean endsWith(byte next) {
    if (isLost) {
      return false;
    }
    if (bytesLeft > 0) {
      return inString(next);
    }
    if (next != '\n') {
      line.append((char) (next & 0xff));
      isLost = line.length() > LONGEST_LINE;
      return false;
    }
    var text = line.toString().strip();
    line.setLength(0);
    return lineEnded(text);
  }

  /** The first word of the request that ended, at most 64 bytes of it. */
  String word() {
    return word.toString();
  }

  private boolean inString(byte next) {
    bytesLeft--;
    // The last two bytes are the end of the line.
    if (isFirst && bytesLeft >= 2 && word.length() < LONGEST_WORD) {
      word.append((char) (next & 0xff));
    }
    if (bytesLeft > 0) {
      return false;
    }
    isFirst = false;
    return --stringsLeft == 0;
  }

  private boolean lineEnded(String text) {
    if (text.isEmpty()) {
      return false;
    }
    return switch (text.charAt(0)) {
      case '*' -> {
        stringsLeft = number(text);
        isFirst = true;
        word.setLength(0);
        yield false;
      }
      case '$' -> {
        bytesLeft = number(text) + 2;
        yield false;
      }
      default -> isLineRequest(text);
    };
  }

  private boolean isLineRequest(String text) {
    isLost = !LINE.matcher(text).matches();
    word.setLength(0);
    int blank = text.indexOf(' ');
    word.append(text, 0, blank < 0 ? text.length() : blank);
    return !isLost;
  }

  private long number(String text) {
    try {
      return Long.parseLong(text.substring(1));
    } catch (NumberFormatException _) {
      isLost = true;
      return 0;
    }
  }
}
