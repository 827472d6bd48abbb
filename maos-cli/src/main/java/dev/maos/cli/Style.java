package dev.maos.cli;

import java.util.Map;

/**
 * What may be printed at some place: colours or none, all characters or ASCII only. Immutable.
 *
 * @param colours whether escape sequences for colours are understood and wanted
 * @param unicode whether arrows, blocks and the like can be shown
 */
record Style(boolean colours, boolean unicode) {
  private static final Map<Character, String> IN_ASCII =
      Map.of(
          '→', "->", '…', "...", '·', ".", '█', "#", '░', "-", 'µ', "u", '×', "x", '✓', "ok", '✗',
          "!!");

  String bold(String text) {
    return coloured("1", text);
  }

  String dim(String text) {
    return coloured("2", text);
  }

  String good(String text) {
    return coloured("32", text);
  }

  String bad(String text) {
    return coloured("31", text);
  }

  /** The text as it can be shown here: our own symbols become ASCII, control characters escapes. */
  String shown(String text) {
    var shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i), shown);
    }
    return shown.toString();
  }

  private void append(char c, StringBuilder shown) {
    if (c == '\n') {
      shown.append(c);
    } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
      // A file name must not move the cursor or turn the direction of the text.
      shown.append("\\u%04x".formatted((int) c));
    } else if (unicode || c < 128) {
      shown.append(c);
    } else {
      shown.append(IN_ASCII.getOrDefault(c, "?"));
    }
  }

  private String coloured(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
