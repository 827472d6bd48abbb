package dev.maos.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the Java sources declare, read as text: the modules' own tests included, as documents name
 * them too.
 *
 * @param types each declared type, with the text of the files that declare one of that name
 * @param callables methods, and components of records
 * @param words every word
 */
record Sources(Map<String, String> types, Set<String> callables, Set<String> words) {
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|enum|interface)\\s+([A-Z]\\w*)");
  private static final Pattern METHOD = Pattern.compile("([\\w>\\]?]+)\\s+(\\w+)\\s*\\(");
  private static final Pattern RECORD =
      Pattern.compile("\\brecord\\s+\\w+\\s*(?:<[^>(]*>)?\\s*\\(");
  private static final Pattern COMPONENT = Pattern.compile("(\\w+)\\s*[,)]");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final Set<String> NOT_TYPES =
      Set.of("return", "new", "throw", "else", "case", "assert", "yield");

  /** Of all modules below a folder, but for the tests of this one. */
  static Sources below(Path project) throws IOException {
    var sources = new Sources(new HashMap<>(), new HashSet<>(), new HashSet<>());
    for (var file : files(project)) {
      sources.read(Files.readString(file));
    }
    return sources;
  }

  private static List<Path> files(Path project) throws IOException {
    try (var all = Files.walk(project)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          // What this test says that there is not must not be found in its own text.
          .filter(file -> !file.toString().contains("maos-examples/src/test/"))
          .toList();
    }
  }

  void read(String text) {
    found(TYPE, text).forEach(it -> types.merge(it.group(1), text, (one, more) -> one + more));
    found(METHOD, text)
        .filter(it -> !NOT_TYPES.contains(it.group(1)))
        .forEach(it -> callables.add(it.group(2)));
    found(RECORD, text)
        .map(it -> header(text, it.end()))
        .flatMap(header -> found(COMPONENT, header))
        .forEach(it -> callables.add(it.group(1)));
    found(WORD, text).forEach(it -> words.add(it.group()));
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** From behind the opening parenthesis to the closing one. */
  private static String header(String text, int start) {
    int depth = 1;
    int end = start;
    while (depth > 0 && end < text.length()) {
      char c = text.charAt(end++);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return text.substring(start, end);
  }

  /** Whether the files that declare a type have a word. */
  boolean has(String type, String member) {
    var text = types.getOrDefault(type, "");
    return Pattern.compile("\\b" + Pattern.quote(member) + "\\b").matcher(text).find();
  }
}
