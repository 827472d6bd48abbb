package dev.maos.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The fenced blocks of a document, each with the mark in the line above it. */
record Readme(List<Block> blocks) {
  private static final Pattern MARK = Pattern.compile("<!--\\s*([a-z]+):\\s*(\\S+)\\s*-->");
  private static final String FENCE = "```";

  /**
   * Where a block is from, such as {@code <!-- example: HelloBus.java -->}.
   *
   * @param kind {@code example} for lines of a program, {@code output} for what it prints
   * @param file the program
   */
  record Mark(String kind, String file) {}

  /**
   * One block.
   *
   * @param line the number of its first line in the document
   * @param language what stands behind the fence, empty if nothing does
   */
  record Block(int line, String language, Optional<Mark> mark, List<String> lines) {

    boolean isJava() {
      return language.equals("java");
    }

    /** The file that a mark of this kind names. */
    Optional<String> file(String kind) {
      return mark.filter(it -> it.kind().equals(kind)).map(Mark::file);
    }

    /** Whether it is the whole file but for its package line, or successive lines of it. */
    boolean isFrom(String example) {
      return isPartOf(example.replaceFirst("(?m)^package .*;\\R+", "").lines().toList());
    }

    /** Whether it is successive lines of these, whatever their common margin. */
    boolean isPartOf(List<String> all) {
      var wanted = aligned(lines);
      return !lines.isEmpty()
          && IntStream.rangeClosed(0, all.size() - lines.size())
              .anyMatch(at -> aligned(all.subList(at, at + lines.size())).equals(wanted));
    }

    // A region may be indented in its file and not in the document.
    private static String aligned(List<String> lines) {
      return String.join("\n", lines).stripIndent();
    }
  }

  static Readme parse(String text) {
    var lines = text.lines().toList();
    var blocks = new ArrayList<Block>();
    var above = "";
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (line.startsWith(FENCE)) {
        int end = endOf(lines, i + 1);
        var language = line.substring(FENCE.length());
        blocks.add(new Block(i + 2, language, mark(above), lines.subList(i + 1, end)));
        above = "";
        i = end;
      } else if (!line.isBlank()) {
        above = line;
      }
    }
    return new Readme(List.copyOf(blocks));
  }

  private static Optional<Mark> mark(String above) {
    var mark = MARK.matcher(above);
    return mark.matches() ? Optional.of(new Mark(mark.group(1), mark.group(2))) : Optional.empty();
  }

  private static int endOf(List<String> lines, int start) {
    int end = start;
    while (end < lines.size() && !lines.get(end).strip().equals(FENCE)) {
      end++;
    }
    return end;
  }
}
