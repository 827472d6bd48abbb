package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each code block of the original has its row, and each program is run and can be found. */
class MigrationTest {
  /** So many blocks the README of the original has. */
  private static final int BLOCKS = 22;

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| (\\w+) \\| ([^|]+) \\|$");
  private static final Pattern PROGRAM = Pattern.compile("/maos/examples/(\\w+)\\.java\\)");
  private static final Path SOURCES = Path.of("src/main/java/dev/maos/examples");
  private static final Path TESTS = Path.of("src/test/java/dev/maos/examples/ExamplesTest.java");

  @Test
  void everyBlockHasItsRowInItsPlace() throws IOException {
    assertThat(rows().stream().map(row -> Integer.parseInt(row.group(1))))
        .isEqualTo(IntStream.rangeClosed(1, BLOCKS).boxed().toList());
  }

  @Test
  void everyBlockOfCodeHasAProgramOrSaysWhyNot() throws IOException {
    for (var row : rows()) {
      if (row.group(2).equals("python")) {
        assertThat(PROGRAM.matcher(row.group(3)).find() || row.group(3).startsWith("no code"))
            .as("a program in %s", row.group())
            .isTrue();
      }
    }
  }

  @Test
  void everyProgramIsRunAndNamedByADocument() throws IOException {
    var tests = Files.readString(TESTS);
    var named = new StringBuilder();
    for (var document : Manual.documents()) {
      named.append(Files.readString(document));
    }

    for (var program : programs()) {
      assertThat(tests).as("the tests of the programs").contains("(" + program + "::main");
      assertThat(named).as("the documents").contains(program + ".java");
    }
  }

  private static List<MatchResult> rows() throws IOException {
    var page = Files.readString(Manual.DOCS.resolve("migration.md"));
    return ROW.matcher(page).results().toList();
  }

  private static List<String> programs() throws IOException {
    try (var files = Files.list(SOURCES)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> !file.equals("package-info.java"))
          .map(file -> file.replace(".java", ""))
          .toList();
    }
  }
}
