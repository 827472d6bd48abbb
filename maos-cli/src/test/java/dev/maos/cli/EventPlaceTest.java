package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.sqlite.SqliteEventStore;
import dev.maos.sqlite.SqliteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history in a file, which only one program has open. */
class EventPlaceTest {
  @TempDir private Path folder;

  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  void aFileIsReadInAProcessOfItsOwn() {
    var file = told();

    int code = terminal.run("events", "query", "--store", file, "--filter", "severity >= ERROR");

    assertThat(code).isZero();
    assertThat(terminal.out()).startsWith("2  2026-01-01T12:00:10Z  ERROR     TASK_FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "tail", "replay", "why"})
  void aFolderIsCalledSo(String command) {
    int code = run(command, folder.toString());

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines().getFirst())
        .isEqualTo(
            "maos: INVALID_USAGE: --store: '%s' is a folder; name the file in it"
                .formatted(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "tail", "replay", "why"})
  void anEmptyFileStaysEmpty(String command) throws Exception {
    var file = Files.createFile(folder.resolve("empty.db"));

    int code = run(command, file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines().getFirst())
        .isEqualTo(
            "maos: INVALID_USAGE: --store: '%s' is empty, there is no history in it"
                .formatted(file));
    assertThat(file).isEmptyFile();
    assertThat(folder).isDirectoryNotContaining("glob:**.db?*");
  }

  @Test
  void whoFindsItOpenIsToldWhatToDo() {
    var file = told();
    try (var _ = SqliteEventStore.open(Path.of(file), SqliteOptions.defaults())) {
      int code = terminal.run("events", "query", "--store", file);

      assertThat(code).isEqualTo(1);
      assertThat(terminal.err())
          .startsWith("maos: EVENTSTORE_LOCKED: '%s' is open in another program".formatted(file))
          .contains("close that, or look into a copy (sqlite3 ");
    }
  }

  @Test
  @Timeout(60)
  void tailOfAFileDoesNotWaitForWhatCannotCome() {
    int code = terminal.run("events", "tail", "--store", told(), "--last", "2");

    assertThat(code).isZero();
    assertThat(terminal.out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).matches("[34]  .*"));
    assertThat(terminal.err()).startsWith("not waiting: nobody else can record into '");
  }

  @Test
  @Timeout(60)
  void tailOfAFileThatHasTooFewFails() {
    assertThat(terminal.run("events", "tail", "--store", told(), "--count", "5")).isEqualTo(1);
    assertThat(terminal.out().lines()).hasSize(4);
  }

  @Test
  void aUrlInTheEnvironmentDoesNotCompete() {
    var other = TestTerminal.plain(Map.of("MAOS_URL", "redis://127.0.0.1:1"));

    int code = other.run("events", "query", "--store", told());

    assertThat(code).isZero();
    assertThat(other.out().lines()).hasSize(4);
  }

  private int run(String command, String file) {
    return command.equals("why")
        ? terminal.run("events", "why", "--store", file, "1")
        : terminal.run("events", command, "--store", file);
  }

  private String told() {
    var file = folder.resolve("events.db");
    try (var store = SqliteEventStore.open(file, SqliteOptions.defaults(), TimeSource.system())) {
      History.tell(store);
    }
    return file.toString();
  }
}
