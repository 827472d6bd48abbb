package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is said to people who type something wrong: row 66 of the bad inputs. */
class CommandLineTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  @DisplayName("66: no arguments print the help as an error")
  void noArgumentsPrintTheHelpAsAnError() {
    int code = terminal.run();

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).startsWith("Usage: maos").contains("demo", "bench", "Examples:");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  @DisplayName("66: a command that needs another one prints its help as an error")
  void aCommandThatNeedsAnotherOnePrintsItsHelpAsAnError() {
    int code = terminal.run("bench");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).startsWith("Usage: maos bench").contains("bus");
  }

  @ParameterizedTest(name = "66: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "dmeo | there is no such command: 'dmeo'; did you mean 'demo'?",
        "frobnicate | there is no such command: 'frobnicate'",
        "help dmeo | there is no such command: 'dmeo'; did you mean 'demo'?",
        "help vote agre | there is no such command: 'agre'; did you mean 'agree'?",
        "help vote agree now | there is no such argument: 'now'",
        "help --nonsense | there is no such option: '--nonsense'",
        "bench bsu | there is no such command: 'bsu'; did you mean 'bus'?",
        "demo --sede 3 | there is no such option: '--sede'; did you mean '--seed'?",
        "--url redis://host doctor | the option '--url' goes after the command, as in 'maos"
            + " COMMAND --url ...'",
        "events --store=a.db query | the option '--store' goes after the command, as in"
            + " 'maos events COMMAND --store ...'",
        "--port abc | there is no such option: '--port'",
        "--port 70000 | there is no such option: '--port'",
        "demo --seed abc | invalid value for option '--seed': 'abc' is not a whole number",
        "demo --seed | missing required parameter for option '--seed' (N)",
        "demo --url | missing required parameter for option '--url' (URL)",
        "demo a b | there is no such argument: 'b'",
        "bench bus --seconds 0 | INVALID_USAGE: --seconds \"0\" is not allowed; expected 1 to 3600",
        "bench bus --seconds 3601 | INVALID_USAGE: --seconds \"3601\"",
        "bench bus --seconds x | invalid value for option '--seconds': 'x' is not a whole number",
        "bench bus --rounds 1001 | INVALID_USAGE: --rounds \"1001\" is not allowed; expected 1 to",
        "bench bus --scenario fast | INVALID_USAGE: --scenario \"fast\" is not allowed; expected"
            + " one",
        "events tial | there is no such command: 'tial'; did you mean 'tail'?",
        "events query --limit 0 | INVALID_USAGE: --limit \"0\" is not allowed; expected 1 to",
        "events query --limit x | invalid value for option '--limit': 'x' is not a whole number,"
            + " as",
        "events tail --last 2147483648 | invalid value for option '--last': '2147483648' is beyond",
        "events query --since 2026-02-30 | invalid value for option '--since': INVALID_USAGE:"
            + " moment \"2026-02-30\" is not allowed; expected a moment as 2026-01-31T12:00:00Z, a"
            + " day as",
        "events query --store a.db --url redis://host | INVALID_USAGE: --store and --url name two",
        "events query --filter colour | invalid value for option '--filter':"
            + " INVALID_FILTER: filter, column 1",
        "events query --since yesterday | invalid value for option '--since':"
            + " INVALID_USAGE: moment",
        "events query --store /no/such.db | INVALID_USAGE: --store: there is no file",
        "events query | INVALID_USAGE: memory: begins and ends with this command, so it has no"
            + " history; name a SQLite file with --store, or a backend with --url or MAOS_URL",
        "events tail | INVALID_USAGE: memory: begins and ends with this command, so it has no",
        "events why 1 --url memory: | INVALID_USAGE: memory: begins and ends with this command",
        "events query --tag a,b | INVALID_TAG: tag",
        "events tail --count 0 | INVALID_USAGE: --count \"0\" is not allowed; expected 1 or more",
        "events tail --last 10001 | INVALID_USAGE: --last",
        "events tail --timeout 0s | INVALID_USAGE: --timeout",
        "events replay --speed fast | invalid value for option '--speed'",
        "events replay --speed 0x | invalid value for option '--speed'",
        "events replay --from soon | INVALID_USAGE: moment",
        "events why zzz | invalid value for positional parameter at index 0 (ID): INVALID_USAGE: id"
            + " \"zzz\" is not allowed; expected the id of an event, as",
        "events why 1-1-1-1-1 | invalid value for positional parameter at index 0 (ID)",
        "events why | missing required parameter: 'ID'",
        "events why --limit 0 019b7a00-0000-7000-8000-000000000001 | INVALID_USAGE: --limit",
        "agents shwo | there is no such command: 'shwo'; did you mean 'show'?",
        "agents find | missing required parameter: 'NEED'",
        "agents find java>= | invalid value for positional parameter at index 0..* (NEED)",
        "agents ls --liveness dead | invalid value for option '--liveness'",
        "agents show a/b | invalid value for positional parameter at index 0 (AGENT)",
        "agents watch --from here | invalid value for option '--from'",
        "vote shwo | there is no such command: 'shwo'; did you mean 'show'?",
        "vote propose --by a Now | missing required option: '--voter=AGENT[=WEIGHT]'",
        "vote propose --by a --voter b=x Now | invalid value for option '--voter'",
        "vote cast abc ann yes | invalid value for positional parameter at index 0 (ID)",
        "vote ls --limit 0 | INVALID_USAGE: --limit \"0\" is not allowed; expected 1 to 10,000",
        "vote verify /no/such | INVALID_USAGE: FILE",
        "bench registry --scenario fast | INVALID_USAGE: --scenario \"fast\" is not allowed;"
            + " expected",
        "bench consensus --scenario fast | INVALID_USAGE: --scenario \"fast\" is not allowed;"
            + " expected",
        "demo /no/such/place | INVALID_USAGE: DIR \"/no/such/place\" does not exist",
      })
  void aUsageErrorIsOneLineAndAHint(String words, String expected) {
    int code = terminal.run(words.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines()).hasSize(2);
    assertThat(terminal.errLines().getFirst()).startsWith("maos: " + expected);
    assertThat(terminal.errLines().getLast()).startsWith("Try 'maos").endsWith("--help'.");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  @DisplayName("66: a file is not a directory")
  void aFileIsNotADirectory(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("A.java"), "class A {}");

    int code = terminal.run("demo", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines().getFirst())
        .startsWith("maos: INVALID_USAGE: DIR")
        .endsWith("is a file, not a directory");
  }

  @Test
  @DisplayName("66: an empty argument is not the current directory")
  void anEmptyArgumentIsNotTheCurrentDirectory() {
    int code = terminal.run("demo", "");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines().getFirst()).startsWith("maos: INVALID_USAGE: DIR \"\"");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void helpPromisesWhatIsThere() {
    terminal.run("--help");
    terminal.run("demo", "--help");

    assertThat(terminal.out())
        .doesNotContain("held to account", "same moments")
        .containsPattern("nothing else\\.\\s+Does\\s+not\\s+slow\\s+down")
        .containsPattern("same\\s+seed\\s+and\\s+files");
  }

  @Test
  void helpOfEachCommandIsWhatItsOwnOptionPrints() {
    for (var words : commands(Main.commands(Host.around(terminal.terminal())), "")) {
      var asked = TestTerminal.plain(Map.of());
      var told = TestTerminal.plain(Map.of());

      assertThat(asked.run(("help" + words).split(" "))).as(words).isZero();
      told.run((words + " --help").strip().split(" "));

      assertThat(asked.out()).startsWith("Usage: maos" + words + " ").isEqualTo(told.out());
    }
  }

  /** The words of a command and of all below it. */
  private static List<String> commands(CommandLine command, String words) {
    var all = new ArrayList<>(List.of(words));
    command
        .getSubcommands()
        .forEach((name, below) -> all.addAll(commands(below, words + " " + name)));
    return all;
  }

  @Test
  void helpOfTheBenchmarkNamesTheColumns() {
    terminal.run("bench", "bus", "--help");

    assertThat(terminal.out()).contains("msg/s", "CPU", "p50, p95, p99", "B/agent", "limit");
  }

  @Test
  @DisplayName("66: control characters of an argument are escaped and long ones cut")
  void anArgumentCannotDrawOnTheTerminal() {
    int code = terminal.run("\u001b[2J" + "x".repeat(10_000) + "\r\nmaos: all is well");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).doesNotContain("\u001b").contains("\\u001b[2J");
    assertThat(terminal.errLines()).hasSize(2);
    assertThat(terminal.errLines().getFirst()).hasSizeLessThan(450);
  }

  @Test
  @DisplayName("66: a word that starts with '@' is not the name of a file to read")
  void aWordThatStartsWithAtIsNotRead(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("args"), "--version");

    int code = terminal.run("@" + file);

    assertThat(code).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void aFailureIsOneLineWithItsCode() {
    int code = terminal.run("demo", "--url", "redis://127.0.0.1:1", ".");

    assertThat(code).isEqualTo(1);
    assertThat(terminal.errLines()).hasSize(1);
    assertThat(terminal.err()).startsWith("maos: REDIS_UNREACHABLE: 127.0.0.1:1:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "demo --help",
        "events --help",
        "events query --help",
        "bench --help",
        "bench bus --help",
        "bench registry --help",
        "agents --help",
        "agents ls --help",
        "agents watch --help",
        "help demo",
        "help help",
        "help bench bus",
        "help vote agree"
      })
  void helpComesWithExamples(String words) {
    int code = terminal.run(words.split(" "));

    assertThat(code).isZero();
    assertThat(terminal.out()).startsWith("Usage: maos").contains("Examples:\n  maos ");
    assertThat(terminal.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "demo --version", "bench bus -V"})
  void theVersionNamesTheProductAndItsJava(String words) {
    int code = terminal.run(words.split(" "));

    assertThat(code).isZero();
    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(terminal.out()).startsWith("maos ");
    assertThat(terminal.out()).contains("JDK " + Runtime.version());
  }

  @Test
  void thereIsNoColourWhereNobodyLooks() {
    terminal.run("--help");
    terminal.run("nonsense");

    assertThat(terminal.out() + terminal.err()).doesNotContain("\u001b");
  }

  @Test
  void thereIsColourOnATerminal() {
    var live = TestTerminal.live(Map.of("TERM", "xterm"));

    live.run("--help");

    assertThat(live.out()).contains("\u001b[");
  }

  @ParameterizedTest
  @CsvSource({"NO_COLOR,1", "NO_COLOR,anything", "TERM,dumb"})
  void thereIsNoColourWhereItIsNotWanted(String variable, String value) {
    var live = TestTerminal.live(Map.of(variable, value));

    live.run("--help");
    live.run("nonsense");

    assertThat(live.out() + live.err()).doesNotContain("\u001b");
  }
}
