package dev.maos.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents of this project. */
final class Manual {
  static final Path PROJECT = Path.of("..");
  static final Path DOCS = PROJECT.resolve("docs");

  private Manual() {}

  /** The pages of the manual. */
  static List<Path> pages() throws IOException {
    return markdown(DOCS);
  }

  /** What speaks of the code as it is now. */
  static List<Path> documents() throws IOException {
    var beside = Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md").map(PROJECT::resolve);
    return Stream.concat(beside, pages().stream()).toList();
  }

  /** These without what quotes lines of the sources, of which others name what they like. */
  static List<Path> withoutQuotations() throws IOException {
    return documents().stream().filter(it -> !it.endsWith("security-proof.md")).toList();
  }

  /** The documents, and what speaks of the code as it was. */
  static List<Path> withHistory() throws IOException {
    var history = Stream.concat(Stream.of(PROJECT.resolve("CHANGELOG.md")), decisions());
    return Stream.concat(documents().stream(), history).toList();
  }

  private static Stream<Path> decisions() throws IOException {
    return markdown(DOCS.resolve("decisions")).stream();
  }

  private static List<Path> markdown(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
