package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.cli.Terminal.Interactive;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords do not belong where every user of the machine can see them: row 67. */
class SecretTest {
  private static final String PASSWORD = "hunter2";

  @ParameterizedTest(name = "67: {0}")
  @ValueSource(
      strings = {
        "redis://:hunter2@host:6379",
        "redis://user:hunter2@host",
        "rediss://hunter2@host",
        "redis://:hun/hunter2@host",
        "redis://:a@b:hunter2@host",
        "redis://user:hunter2@host/0?x=1",
        "redis://host?password=hunter2",
        "redis://host?db=1&PASS=hunter2",
        "redis://host?token=hunter2"
      })
  void aPasswordOnTheCommandLineIsRefusedAndNotRepeated(String url) {
    var terminal = TestTerminal.plain(Map.of());

    int code = terminal.run("demo", "--url", url);

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines()).hasSize(2);
    assertThat(terminal.err())
        .startsWith("maos: SECRET_ON_COMMAND_LINE:")
        .contains("MAOS_URL")
        .doesNotContain(PASSWORD);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  @DisplayName("67: a mistyped option does not repeat the password either")
  void aMistypedOptionDoesNotRepeatThePassword() {
    var terminal = TestTerminal.plain(Map.of());

    int code = terminal.run("demo", "--ulr=redis://:hunter2@host");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).contains("--ulr=redis://***@host").doesNotContain(PASSWORD);
  }

  @Test
  @DisplayName("67: the variable may hold a password, which no error repeats")
  void theVariableMayHoldAPassword() {
    var terminal = TestTerminal.plain(Map.of("MAOS_URL", "nowhere://:hunter2@host"));

    int code = terminal.run("demo", ".");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).startsWith("maos: UNKNOWN_BACKEND").doesNotContain(PASSWORD);
  }

  @Test
  @DisplayName("67: a malformed URL in the variable is refused without repeating its password")
  void aMalformedUrlInTheVariableKeepsItsPassword() {
    var terminal = TestTerminal.plain(Map.of("MAOS_URL", "redis://:hunter2@ho st"));

    int code = terminal.run("demo", ".");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines()).hasSize(2);
    assertThat(terminal.err()).doesNotContain(PASSWORD);
  }

  @Test
  void theFormOfAUrlIsNoPasswordAndOneBehindItIs() {
    assertThat(BackendUrl.masked("as in redis://[user:password@]host, rediss://..."))
        .isEqualTo("as in redis://[user:password@]host, rediss://...");
    assertThat(BackendUrl.masked("redis://[user[:password]@]host[:port][/db]"))
        .isEqualTo("redis://[user[:password]@]host[:port][/db]");
    assertThat(BackendUrl.masked("redis://[user:password@]hunter2@host"))
        .isEqualTo("redis://***@host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory:", "redis://host:6379/0", "redis://user:@host", "redis://h?db=1"})
  void aUrlWithoutAPasswordIsTaken(String url) {
    assertThat(BackendUrl.choose(Optional.of(url), terminal(Map.of()))).isEqualTo(url);
  }

  @Test
  void theOptionWinsOverTheVariableAndTheVariableOverTheEmbeddedBackend() {
    var with = terminal(Map.of("MAOS_URL", "redis://host"));
    var without = terminal(Map.of("MAOS_URL", ""));

    assertThat(BackendUrl.choose(Optional.of("memory:"), with)).isEqualTo("memory:");
    assertThat(BackendUrl.choose(Optional.empty(), with)).isEqualTo("redis://host");
    assertThat(BackendUrl.choose(Optional.empty(), without)).isEqualTo("memory:");
  }

  private static Terminal terminal(Map<String, String> environment) {
    return new TestTerminal(StandardCharsets.UTF_8, Interactive.NEITHER, environment).terminal();
  }
}
