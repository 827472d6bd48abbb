package dev.maos.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What stands in a document outside its fenced blocks. */
record Prose(List<String> lines) {
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");

  static Prose parse(String text) {
    var prose = new ArrayList<String>();
    boolean fenced = false;
    for (var line : text.lines().toList()) {
      if (line.strip().startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced) {
        prose.add(line);
      }
    }
    return new Prose(List.copyOf(prose));
  }

  /** What is written as code. */
  List<String> codeSpans() {
    return found(SPAN, lines);
  }

  /** Where links lead to; code that looks like one is none. */
  List<String> links() {
    return found(LINK, lines.stream().map(line -> SPAN.matcher(line).replaceAll("")).toList());
  }

  private static List<String> found(Pattern pattern, List<String> lines) {
    return lines.stream()
        .flatMap(line -> pattern.matcher(line).results())
        .map((MatchResult it) -> it.group(1))
        .toList();
  }

  /** The names under which headings are reached. */
  Set<String> anchors() {
    var anchors = new LinkedHashSet<String>();
    var used = new HashMap<String, Integer>();
    for (var line : lines) {
      var heading = HEADING.matcher(line);
      if (heading.matches()) {
        var anchor = anchor(heading.group(1));
        int before = used.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  /** As GitHub makes it: letters, digits, hyphens and underscores, with hyphens for spaces. */
  private static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .replace(' ', '-');
  }
}
