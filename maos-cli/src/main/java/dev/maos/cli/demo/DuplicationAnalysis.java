package dev.maos.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Finds lines that stand somewhere else already, in this or any other file of the directory.
 *
 * <p>Each window of {@value #WINDOW} lines of code is remembered with the place where it was seen
 * first, at most {@value #MAX_WINDOWS}; later ones are then compared but not remembered. Which of
 * two equal places is called the copy depends on which was looked at first.
 */
final class DuplicationAnalysis implements Analysis {
  static final int WINDOW = 6;
  static final int MAX_WINDOWS = 200_000;
  private static final int MIN_CHARACTERS = 80;

  private final ConcurrentMap<Long, Place> firstPlaces = new ConcurrentHashMap<>();

  @Override
  public List<Finding> review(Source source) {
    var lines = significantLines(source);
    var findings = new ArrayList<Finding>();
    int at = 0;
    while (at + WINDOW <= lines.size()) {
      var original = original(source, lines, at);
      if (original.isEmpty()) {
        at++;
        continue;
      }
      int end = copyEnd(source, lines, at);
      findings.add(copied(lines, at, end, original.get()));
      at = end;
    }
    return findings;
  }

  private static Finding copied(List<Line> lines, int at, int end, Place original) {
    var what = "%d lines stand also at %s".formatted(end - at, original);
    return new Finding(lines.get(at).number(), what, 1 + (end - at) / WINDOW);
  }

  private int copyEnd(Source source, List<Line> lines, int at) {
    int start = at + 1;
    while (start + WINDOW <= lines.size() && original(source, lines, start).isPresent()) {
      start++;
    }
    return start - 1 + WINDOW;
  }

  /** Where the window at this place stands too, if it was seen there before. */
  private Optional<Place> original(Source source, List<Line> lines, int at) {
    var window = lines.subList(at, at + WINDOW);
    if (window.stream().mapToInt(line -> line.text().length()).sum() < MIN_CHARACTERS) {
      return Optional.empty();
    }
    long key = key(window);
    var here = new Place(source.path(), lines.get(at).number());
    var first =
        firstPlaces.size() < MAX_WINDOWS
            ? firstPlaces.putIfAbsent(key, here)
            : firstPlaces.get(key);
    return Optional.ofNullable(first).filter(place -> !place.equals(here));
  }

  // FNV-1a with 64 bits: among 200,000 windows the chance that any two collide is about one in a
  // billion, and a collision costs one wrong finding.
  private static long key(List<Line> window) {
    long hash = 0xcbf29ce484222325L;
    for (var line : window) {
      for (int i = 0; i < line.text().length(); i++) {
        hash = (hash ^ line.text().charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ '\n') * 0x100000001b3L;
    }
    return hash;
  }

  private static List<Line> significantLines(Source source) {
    var lines = new ArrayList<Line>();
    for (int number = 1; number <= source.parts().size(); number++) {
      var text = source.lines().get(number - 1).strip();
      if (source.part(number).hasCode() && isSignificant(text)) {
        lines.add(new Line(number, text));
      }
    }
    return lines;
  }

  private static boolean isSignificant(String text) {
    return text.length() > 2
        && !text.startsWith("import ")
        && !text.startsWith("from ")
        && !text.startsWith("package ")
        && !text.startsWith("#include");
  }

  private record Line(int number, String text) {}

  private record Place(String file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }
}
