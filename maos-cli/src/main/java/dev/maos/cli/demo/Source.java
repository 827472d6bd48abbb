package dev.maos.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A source file as it is read: its lines as written, and each of them taken apart. Immutable.
 *
 * @param path below the reviewed directory
 * @param language how it is read
 * @param lines as written, without line ends
 * @param parts the lines taken apart, one for each
 */
record Source(String path, Language language, List<String> lines, List<CodeLine> parts) {

  Source {
    lines = List.copyOf(lines);
    parts = List.copyOf(parts);
  }

  /** Takes a text apart. */
  static Source of(String path, String text) {
    var language = Language.of(path).orElse(Language.PROSE);
    var lines = text.lines().toList();
    return new Source(path, language, lines, new LineReader(language).read(lines));
  }

  /** Reads a file; bytes that are no UTF-8 become replacement characters. */
  static Source read(Path root, String path) throws IOException {
    try (var in = Files.newInputStream(root.resolve(path))) {
      // It may have grown since it was found.
      var bytes = in.readNBytes((int) SourceFinder.MAX_BYTES);
      return of(path, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** The line of this number, counted from 1, taken apart. */
  CodeLine part(int number) {
    return parts.get(number - 1);
  }
}
