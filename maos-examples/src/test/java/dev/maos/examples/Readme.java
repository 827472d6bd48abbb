package dev.maos.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The Java blocks of a document, each with the example file that it names in the line above it. */
record Readme(List<Block> blocks) {
  private static final Pattern NAME =
      Pattern.compile("<!--\\s*example:\\s*([A-Za-z]\\w*\\.java)\\s*-->");
  private static final String START = "```java";
  private static final String END = "```";

  /**
   * One block.
   *
   * @param line the number of its first line in the document
   * @param file the example it says it is from
   */
  record Block(int line, Optional<String> file, List<String> lines) {

    /** Whether it is the whole file but for its package line, or successive lines of it. */
    boolean isFrom(String example) {
      var program = example.replaceFirst("(?m)^package .*;\\R+", "").lines().toList();
      var wanted = aligned(lines);
      return !lines.isEmpty()
          && IntStream.rangeClosed(0, program.size() - lines.size())
              .anyMatch(at -> aligned(program.subList(at, at + lines.size())).equals(wanted));
    }

    // A region may be indented in its file and not in the README.
    private static String aligned(List<String> lines) {
      return String.join("\n", lines).stripIndent();
    }
  }

  static Readme parse(String text) {
    var lines = text.lines().toList();
    var blocks = new ArrayList<Block>();
    var above = "";
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(START)) {
        int end = endOf(lines, i + 1);
        var name = NAME.matcher(above);
        var file = name.find() ? Optional.of(name.group(1)) : Optional.<String>empty();
        blocks.add(new Block(i + 2, file, lines.subList(i + 1, end)));
        i = end;
      } else if (!lines.get(i).isBlank()) {
        above = lines.get(i);
      }
    }
    return new Readme(List.copyOf(blocks));
  }

  private static int endOf(List<String> lines, int start) {
    int end = start;
    while (end < lines.size() && !lines.get(end).strip().equals(END)) {
      end++;
    }
    return end;
  }
}
