package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to people who type something wrong for the commands over a backend: rows 66, 67. */
class ArgumentsTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @ParameterizedTest(name = "66: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "pub | missing required",
        "pub --from a --to b --topic t | missing required parameter: 'PAYLOAD'",
        "pub --from a --topic t x | missing required argument (specify one of these): (--to=AGENT",
        "pub --from a --to b --everyone --topic t x | --to=AGENT, --everyone are mutually"
            + " exclusive",
        "pub --from a:b --to b --topic t x | invalid value for option '--from': INVALID_AGENT_ID:",
        "pub --from a --group ! --topic t x | invalid value for option '--group': INVALID_GROUP:",
        "pub --from a --to b --topic t.* x | invalid value for option '--topic':"
            + " WILDCARD_IN_PUBLISH",
        "pub --from a --to b --topic _maos.x x | invalid value for option '--topic':"
            + " RESERVED_TOPIC",
        "pub --from a --to b --topic t --priority 99 x | invalid value for option '--priority':"
            + " INVALID_USAGE: priority \"99\" is not allowed; expected one of CRITICAL, HIGH,",
        "pub --from a --to b --topic t --type odd x | invalid value for option '--type':",
        "pub --from a --to b --topic t --guarantee none x | invalid value for option"
            + " '--guarantee':",
        "pub --from a --to b --topic t --ttl soon x | invalid value for option '--ttl':"
            + " INVALID_USAGE: duration \"soon\" is not allowed; expected numbers with the units",
        "pub --from a --to b --topic t --header x x | value for option option '--header' (K=V)",
        "pub --from a --to b --topic t --count 0 x | INVALID_USAGE: --count \"0\" is not allowed",
        "pub --from a --to b --topic t --count 2 - | INVALID_USAGE: --count \"2\" is not allowed",
        "pub --from a --to b --topic t --text --json-payload x | INVALID_USAGE: --text and --json",
        "pub --from a --to b --topic t --json-payload {bad | INVALID_USAGE: PAYLOAD \"{bad\" is not"
            + " allowed; expected",
        "request --from a --to b --topic t --json-payload {bad | INVALID_USAGE: PAYLOAD \"{bad\"",
        "sub | missing required option: '--as=AGENT'",
        "sub --as x --pattern a.>.b | invalid value for option '--pattern': INVALID_PATTERN:",
        "sub --as x --from yesterday | invalid value for option '--from': INVALID_USAGE: start",
        "sub --as x --from 12:00 | invalid value for option '--from': INVALID_USAGE: start",
        "sub --as x --count 0 | INVALID_USAGE: --count \"0\" is not allowed; expected 1 or more",
        "sub --as x --timeout 0s | INVALID_USAGE: --timeout \"PT0S\" is not allowed",
        "request --from a --to b --topic t | missing required parameter: 'PAYLOAD'",
        "request --from a --to b --topic t --timeout 5 x | invalid value for option '--timeout':",
        "queue swep | there is no such command: 'swep'; did you mean 'sweep'?",
        "queue show | missing required parameter: 'QUEUE'",
        "queue show store | invalid value for positional parameter at index 0 (QUEUE):"
            + " INVALID_NAME",
        "queue forget --yes inbox:a | INVALID_USAGE: SUBSCRIPTION \"inbox:a\" is not allowed;",
        "dlq ls --after 019b7a00-0000-7000-8000-000000000001 | INVALID_USAGE: --limit and --after",
        "dlq ls inbox:a --limit 0 | INVALID_USAGE: --limit \"0\" is not allowed; expected 1 to",
        "dlq ls inbox:a --after 7 | invalid value for option '--after': INVALID_ID:",
        "dlq show inbox:a | missing required parameter: 'ID'",
        "dlq redrive inbox:a | INVALID_USAGE: one of these is needed: IDs, --all, --where",
        "dlq redrive inbox:a --all --where reason=EXPIRED | INVALID_USAGE: one of these is needed",
        "dlq redrive inbox:a --where age=5 | invalid value for option '--where':"
            + " INVALID_USAGE: condition \"age=5\" is not allowed; expected reason=WORD",
        "dlq redrive inbox:a --where reason=old | invalid value for option '--where':"
            + " INVALID_USAGE: reason \"old\" is not allowed; expected one of EXHAUSTED,",
        "dlq purge inbox:a seven | INVALID_USAGE: ID \"seven\" is not allowed; expected a UUID",
        "doctor now | there is no such argument: 'now'",
        "doctor --jsn | there is no such option: '--jsn'; did you mean '--json'?",
      })
  void aUsageErrorIsOneLineAndAHint(String words, String expected) {
    int code = terminal.run(words.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines()).hasSize(2);
    assertThat(terminal.errLines().getFirst()).startsWith("maos: " + expected);
    assertThat(terminal.errLines().getLast()).startsWith("Try 'maos").endsWith("--help'.");
    assertThat(terminal.out()).isEmpty();
  }

  @ParameterizedTest(name = "66: {0} over memory: has nobody to talk to")
  @ValueSource(
      strings = {
        "pub --from a --to b --topic t x",
        "sub --as a --timeout 1ms",
        "request --from a --to b --topic t x",
        "queue ls",
        "queue sweep",
        "dlq ls inbox:a"
      })
  void theEmbeddedBackendIsRefused(String words) {
    int code = terminal.run(words.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines().getFirst())
        .startsWith("maos: INVALID_USAGE: memory: begins and ends with this command")
        .contains("MAOS_URL");
  }

  @ParameterizedTest(name = "67: {0}")
  @ValueSource(
      strings = {
        "pub --from a --to b --topic t x",
        "sub --as a",
        "request --from a --to b --topic t x",
        "queue ls",
        "queue show inbox:a",
        "queue forget --yes subscription:a/b",
        "queue sweep",
        "dlq ls inbox:a",
        "dlq show inbox:a 019b7a00-0000-7000-8000-000000000001",
        "dlq redrive inbox:a --all",
        "dlq purge inbox:a --all --yes",
        "doctor"
      })
  void aPasswordOnTheCommandLineIsRefused(String words) {
    int code = terminal.run((words + " --url redis://:hunter2@host").split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("maos: SECRET_ON_COMMAND_LINE:")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pub",
        "sub",
        "request",
        "queue",
        "queue ls",
        "queue show",
        "queue forget",
        "queue sweep",
        "dlq",
        "dlq ls",
        "dlq show",
        "dlq redrive",
        "dlq purge",
        "doctor"
      })
  void helpComesWithExamplesThatFitTheScreen(String words) {
    int code = terminal.run((words + " --help").split(" "));

    assertThat(code).isZero();
    assertThat(terminal.out()).startsWith("Usage: maos").contains("Examples:\n  maos ");
    var examples = terminal.out().substring(terminal.out().indexOf("Examples:"));
    assertThat(examples.lines().skip(1)).allMatch(line -> line.isEmpty() || line.startsWith("  "));
  }

  @Test
  @DisplayName("66: what is refused is escaped and cut")
  void whatIsRefusedIsEscapedAndCut() {
    terminal.run("sub", "--as", "\u001b[2J" + "x".repeat(10_000));

    assertThat(terminal.errLines().getFirst()).hasSizeLessThan(250).contains("\\u001b[2Jxxx");
    assertThat(terminal.err()).doesNotContain("\u001b");
  }
}
