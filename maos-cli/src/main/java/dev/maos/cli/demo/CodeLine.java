package dev.maos.cli.demo;

/**
 * One line, taken apart.
 *
 * @param code what is left without comments, the content of strings, and blanks at the end
 * @param hasComment whether there is a comment, or a part of one, in it
 */
record CodeLine(String code, boolean hasComment) {
  boolean hasCode() {
    return !code.isBlank();
  }

  /** How many columns the code is indented; a tab counts as four. */
  int indentation() {
    int columns = 0;
    for (int i = 0; i < code.length(); i++) {
      switch (code.charAt(i)) {
        case ' ' -> columns++;
        case '\t' -> columns += 4;
        default -> {
          return columns;
        }
      }
    }
    return columns;
  }
}
