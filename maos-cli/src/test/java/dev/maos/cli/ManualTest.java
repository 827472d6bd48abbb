package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.cli.Terminal.Interactive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The documents name commands and options that exist, and show what commands print. */
class ManualTest {
  private static final Path PROJECT = Path.of("..");

  /** Options of other programs that documents speak of. */
  private static final Set<String> FOREIGN_OPTIONS =
      Set.of("--enable-native-access", "--appendonly");

  /** What stands in a document for words that differ each time. */
  private static final String ANYTHING = "…";

  private final CommandLine maos = maos();

  static List<Path> documents() throws IOException {
    try (var pages = Files.list(PROJECT.resolve("docs"))) {
      var beside = Stream.of("README.md", "CONTRIBUTING.md").map(PROJECT::resolve);
      return Stream.concat(beside, pages.filter(it -> it.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandThatIsNamedExists(Path document) throws IOException {
    var page = ManualPage.parse(Files.readString(document));

    assertThat(page.commands().stream().flatMap(it -> unknown(it).stream()))
        .as("what %s names and maos has not", document)
        .isEmpty();
    assertThat(page.options().stream().filter(it -> !isOption(it)))
        .as("options that %s names and no command has", document)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everySessionPrintsWhatIsShown(Path document, @TempDir Path folder) throws IOException {
    var page = ManualPage.parse(Files.readString(document));
    for (var file : page.files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }

    try (var host = TestHost.open()) {
      for (var session : page.sessions()) {
        run(host, session, folder);
        assertThat(matches(host.outLines(), session.output()))
            .as("%s: %s%nprints%n%s%s", document, session, host.out(), host.err())
            .isTrue();
      }
    }
  }

  @Test
  void theManualShowsSessions() throws IOException {
    var sessions = 0;
    for (var document : documents()) {
      sessions += ManualPage.parse(Files.readString(document)).sessions().size();
    }

    assertThat(sessions).isPositive();
  }

  @Test
  void whatDoesNotExistIsFound() {
    var page =
        ManualPage.parse(
            """
            Call `maos vote count FILE`, `maos dlq frobnicate`, `--nobody-has-this`, `--json`.
            ```
            ./maos bench bus --url redis://localhost:6379   # fine
            ID=$(maos vote propose --by 'a b' --nonsense x 'T')
            maos frob && maos events why ID
            ```
            ```java
            maos java is no command
            ```
            """);

    assertThat(page.commands().stream().flatMap(it -> unknown(it).stream()))
        .containsExactlyInAnyOrder("frobnicate", "--nonsense", "frob");
    assertThat(page.options().stream().filter(it -> !isOption(it)))
        .containsExactly("--nobody-has-this");
  }

  @Test
  void anotherOutputIsFound() {
    assertThat(matches(List.of("a 17 b", "c"), List.of("a … b", "c"))).isTrue();
    assertThat(matches(List.of("a 17 b", "c"), List.of("a … b"))).isFalse();
    assertThat(matches(List.of("a 17 b"), List.of("a … c"))).isFalse();
    assertThat(matches(List.of("a.b"), List.of("a.b"))).isTrue();
    assertThat(matches(List.of("axb"), List.of("a.b"))).isFalse();
  }

  private static void run(TestHost host, ManualPage.Session session, Path folder) {
    var words = session.words();
    if (words.getFirst().equals("export")) {
      return; // the backend of these commands is the test's own
    }
    assertThat(words.getFirst()).endsWith("maos");
    host.run(
        words.stream()
            .skip(1)
            .map(word -> word.endsWith(".json") ? folder.resolve(word).toString() : word)
            .toArray(String[]::new));
  }

  private static boolean matches(List<String> printed, List<String> shown) {
    if (printed.size() != shown.size()) {
      return false;
    }
    for (int i = 0; i < shown.size(); i++) {
      var form = Pattern.quote(shown.get(i)).replace(ANYTHING, "\\E.+\\Q");
      if (!printed.get(i).matches(form)) {
        return false;
      }
    }
    return true;
  }

  /** The first word that leads to no command, or is no option of the one that it leads to. */
  private Optional<String> unknown(String command) {
    var here = maos;
    for (var raw : new ManualPage.Session(command, List.of()).words()) {
      var word = raw.replaceAll("[\\[\\],]", "");
      if (word.startsWith("--") && word.length() > 2) {
        if (!has(here, word)) {
          return Optional.of(word);
        }
      } else if (!here.getSubcommands().isEmpty() && !isPlaceholder(word)) {
        var next = here.getSubcommands().get(word);
        if (next == null) {
          return Optional.of(word);
        }
        here = next;
      }
    }
    return Optional.empty();
  }

  private static boolean isPlaceholder(String word) {
    return word.isEmpty() || word.matches("[A-Z]+|…|-.*");
  }

  private static boolean has(CommandLine command, String option) {
    return command.getCommandSpec().optionsMap().containsKey(option.replaceFirst("=.*", ""));
  }

  private boolean isOption(String option) {
    return FOREIGN_OPTIONS.contains(option) || hasBelow(maos, option);
  }

  private static boolean hasBelow(CommandLine command, String option) {
    return has(command, option)
        || command.getSubcommands().values().stream().anyMatch(it -> hasBelow(it, option));
  }

  private static CommandLine maos() {
    var terminal = new TestTerminal(StandardCharsets.UTF_8, Interactive.NEITHER, Map.of());
    return Main.commands(Host.around(terminal.terminal()));
  }
}
