package dev.maos.cli.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells code, comments and strings apart, line by line. It knows just enough of each language to
 * count braces and comments: no macros, no regular expression literals, no nested comments.
 */
final class LineReader {
  private static final String BLOCK_START = "/*";
  private static final String BLOCK_END = "*/";
  private static final String TRIPLE_QUOTE = "\"\"\"";

  private final Language language;

  /** What ends the comment or string that we are in; empty while we are in code. */
  private String until = "";

  /** Whether that is a comment. */
  private boolean inComment;

  private final StringBuilder code = new StringBuilder();
  private boolean hasComment;

  LineReader(Language language) {
    this.language = language;
  }

  List<CodeLine> read(List<String> lines) {
    var parts = new ArrayList<CodeLine>(lines.size());
    for (var line : lines) {
      parts.add(language == Language.PROSE ? new CodeLine("", false) : read(line));
    }
    return parts;
  }

  private CodeLine read(String line) {
    code.setLength(0);
    hasComment = inComment;
    int at = 0;
    while (at < line.length()) {
      at = until.isEmpty() ? readCode(line, at) : readInside(line, at);
    }
    if (until.length() == 1 && !until.equals("`")) {
      // A string in simple quotes ends with its line, whatever the line says.
      until = "";
    }
    return new CodeLine(code.toString().stripTrailing(), hasComment);
  }

  private int readCode(String line, int at) {
    if (startsLineComment(line, at)) {
      hasComment = true;
      return line.length();
    }
    if (language == Language.BRACES && line.startsWith(BLOCK_START, at)) {
      enterComment(BLOCK_END);
      return at + BLOCK_START.length();
    }
    if (line.startsWith(TRIPLE_QUOTE, at)) {
      return enterTripleQuote(at);
    }
    char c = line.charAt(at);
    code.append(c);
    if (startsString(line, at)) {
      until = String.valueOf(c);
    }
    return at + 1;
  }

  // A text in triple quotes that stands alone in Python explains what it stands in.
  private int enterTripleQuote(int at) {
    if (language == Language.PYTHON && code.toString().isBlank()) {
      enterComment(TRIPLE_QUOTE);
    } else {
      code.append(TRIPLE_QUOTE);
      until = TRIPLE_QUOTE;
    }
    return at + TRIPLE_QUOTE.length();
  }

  private void enterComment(String end) {
    hasComment = true;
    inComment = true;
    until = end;
  }

  private int readInside(String line, int at) {
    if (line.startsWith(until, at)) {
      int after = at + until.length();
      if (until.length() == 1) {
        code.append(until);
      }
      until = "";
      inComment = false;
      return after;
    }
    boolean escaped = line.charAt(at) == '\\' && !inComment;
    return at + (escaped ? 2 : 1);
  }

  private boolean startsLineComment(String line, int at) {
    return line.startsWith(language.lineComment(), at)
        && (language != Language.SHELL || at == 0 || Character.isWhitespace(line.charAt(at - 1)));
  }

  private boolean startsString(String line, int at) {
    return switch (line.charAt(at)) {
      case '"', '`' -> true;
      // A quote behind a letter belongs to a Rust lifetime or to an English word.
      case '\'' -> line.indexOf('\'', at + 1) > 0;
      default -> false;
    };
  }
}
