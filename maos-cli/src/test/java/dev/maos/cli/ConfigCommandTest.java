package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {
  @TempDir private Path folder;

  @Test
  void everySettingSaysWhereItCameFrom() throws IOException {
    var file = Files.writeString(folder.resolve("maos.properties"), "history = 7\n");
    var terminal =
        TestTerminal.plain(Map.of("MAOS_CONFIG", file.toString(), "MAOS_MAX_HOPS", "32"));

    int code = terminal.run("config", "--url", "redis://host?max_queue_size=9");

    assertThat(code).isZero();
    assertThat(terminal.out().lines())
        .hasSize(25)
        .anyMatch(line -> line.matches("url +redis://host\\?max_queue_size=9 +code .*"))
        .anyMatch(line -> line.matches("max_queue_size +9 +URI .*"))
        .anyMatch(line -> line.matches("max_hops +32 +MAOS_MAX_HOPS .*"))
        .anyMatch(line -> line.matches("history +7 +.*maos.properties:1 .*"))
        .anyMatch(line -> line.matches("drain_timeout +10s +default .*"));
  }

  /** Whoever sets one for a command must be able to run the others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        KeystoreOptions.FILE_VARIABLE,
        KeystoreOptions.PASSWORD_VARIABLE,
        LogFormat.VARIABLE,
        BackendUrl.VARIABLE,
        "MAOS_LOG_LEVEL",
        "MAOS_DEBUG"
      })
  void variablesOfTheCommandLineAreNoUnknownSettings(String variable) {
    var values = Map.of(LogFormat.VARIABLE, "text", BackendUrl.VARIABLE, "redis://host");
    var terminal = TestTerminal.plain(Map.of(variable, values.getOrDefault(variable, "word")));

    assertThat(terminal.run("config")).as(terminal.err()).isZero();
  }

  @Test
  void passwordsAreMasked() {
    var url = "redis://user:hunter2@host?token=hunter2&namespace=a";
    var terminal = TestTerminal.plain(Map.of("MAOS_URL", url));

    assertThat(terminal.run("config")).isZero();
    assertThat(terminal.run("config", "--json")).isZero();

    assertThat(terminal.out())
        .contains("redis://***@host?token=***&namespace=a")
        .doesNotContain("hunter2");
  }

  @Test
  void programsReadOneObject() {
    var terminal = TestTerminal.plain(Map.of("MAOS_MAX_HOPS", "32"));

    terminal.run("config", "--json");

    assertThat(terminal.out().lines()).hasSize(1);
    assertThat(Payload.json(terminal.out()).as(Map.class).get("max_hops"))
        .isEqualTo(Map.of("value", "32", "from", "MAOS_MAX_HOPS"));
  }

  @Test
  void whatIsWrongIsAnErrorOfUsage() {
    var terminal = TestTerminal.plain(Map.of("MAOS_MAX_HOPS", "1000"));

    int code = terminal.run("config");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.errLines().getFirst())
        .startsWith("maos: INVALID_SETTING: max_hops from MAOS_MAX_HOPS: ")
        .endsWith("expected 1 to 255");
  }

  @Test
  void everyCommandRefusesAVariableThatIsNone() {
    var terminal = TestTerminal.plain(Map.of("MAOS_MAX_QUEUE_SISE", "7"));

    int code = terminal.run("health");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines().getFirst())
        .startsWith("maos: UNKNOWN_SETTING:")
        .contains("MAOS_MAX_QUEUE_SIZE; did you mean that?");
  }

  @Test
  void theFileSaysWhereTheBackendIs() throws IOException {
    var file = Files.writeString(folder.resolve("settings"), "url = nowhere://host\n");
    var terminal = TestTerminal.plain(Map.of("MAOS_CONFIG", file.toString()));

    int code = terminal.run("health");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).startsWith("maos: UNKNOWN_BACKEND");
  }
}
