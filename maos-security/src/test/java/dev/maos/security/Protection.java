package dev.maos.security;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A few lines that protect against a threat, what stands there when they are taken out, and the
 * test that then must fail.
 *
 * @param threat its number in the table of threats
 * @param place the class, as a path below this package
 * @param test the class of the test, as such a path, and the method
 */
record Protection(String threat, String place, String test, List<Change> changes) {

  /** Lines, and what stands in their place. */
  record Change(String before, String after) {
    String appliedTo(String source, String place) {
      // How lines are broken is the formatter's business.
      var words =
          Pattern.compile(
              before
                  .strip()
                  .lines()
                  .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
                  .map(Pattern::quote)
                  .collect(Collectors.joining("\\s+")));
      var found = words.matcher(source);
      if (!found.find()) {
        throw new IllegalStateException("%s has no: %s".formatted(place, before));
      }
      int from = found.start();
      int to = found.end();
      if (found.find()) {
        throw new IllegalStateException("%s has more than one: %s".formatted(place, before));
      }
      return source.substring(0, from) + after + source.substring(to);
    }
  }

  /** The source without the protection. */
  String removedFrom(String source) {
    var changed = source;
    for (var change : changes) {
      changed = change.appliedTo(changed, place);
    }
    return changed;
  }

  String testClass() {
    return "dev.maos.security." + test.substring(0, test.indexOf('.')).replace('/', '.');
  }

  String testMethod() {
    return test.substring(test.indexOf('.') + 1);
  }

  /** The first of the lines that are taken out, for people. */
  String line() {
    return changes
        .getFirst()
        .before()
        .strip()
        .lines()
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  /** All protections of a text: blocks with a blank line between them. */
  static List<Protection> all(String text) {
    return text
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.joining("\n"))
        .strip()
        .transform(all -> List.of(all.split("\n\n+")))
        .stream()
        .map(Protection::one)
        .toList();
  }

  private static Protection one(String block) {
    var lines = block.lines().toList();
    var head = lines.getFirst().split(" ", -1);
    var changes = new ArrayList<Change>();
    var before = new StringBuilder();
    var after = new StringBuilder();
    for (var line : lines.subList(1, lines.size())) {
      if (line.startsWith("-") && !after.isEmpty()) {
        changes.add(new Change(before.toString(), after.toString()));
        before.setLength(0);
        after.setLength(0);
      }
      (line.startsWith("-") ? before : after).append(line.substring(1)).append('\n');
    }
    changes.add(new Change(before.toString(), after.toString()));
    return new Protection(head[0], head[1], head[2], List.copyOf(changes));
  }
}
