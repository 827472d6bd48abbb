package dev.maos.cli.demo;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A family of languages that a crew can read. */
enum Language {
  /** Blocks in braces, comments after two slashes: Java, C, Go and their kin. */
  BRACES("//"),
  /** Blocks by indentation, comments after a number sign. */
  PYTHON("#"),
  /** Comments after a number sign; blocks are not looked at. */
  SHELL("#"),
  /** Text for people; nothing in it is code or comment. */
  PROSE("");

  private static final Map<String, Language> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("java", BRACES),
          Map.entry("kt", BRACES),
          Map.entry("scala", BRACES),
          Map.entry("js", BRACES),
          Map.entry("jsx", BRACES),
          Map.entry("ts", BRACES),
          Map.entry("tsx", BRACES),
          Map.entry("go", BRACES),
          Map.entry("rs", BRACES),
          Map.entry("c", BRACES),
          Map.entry("h", BRACES),
          Map.entry("cpp", BRACES),
          Map.entry("hpp", BRACES),
          Map.entry("cs", BRACES),
          Map.entry("swift", BRACES),
          Map.entry("py", PYTHON),
          Map.entry("sh", SHELL),
          Map.entry("rb", SHELL),
          Map.entry("md", PROSE));

  private final String lineComment;

  Language(String lineComment) {
    this.lineComment = lineComment;
  }

  /** What starts a comment that ends with its line; empty where there is none. */
  String lineComment() {
    return lineComment;
  }

  /** The language of a file of this name, if a crew reads it. */
  static Optional<Language> of(String fileName) {
    int dot = fileName.lastIndexOf('.');
    var extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot < 0 ? Optional.empty() : Optional.ofNullable(BY_EXTENSION.get(extension));
  }
}
