package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.bench.LoadReport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code maos bench bus --agents --duration}: what it prints, and how it ends. */
@Timeout(120)
class LoadTestCommandTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  private int run(String words) {
    return terminal.run(("bench bus " + words).split(" "));
  }

  @Test
  void everyMessageIsLookedForAndProgressIsToldElsewhere() {
    int code = run("--agents 7 --duration 2s");

    assertThat(code).isZero();
    assertThat(terminal.out())
        .containsPattern("agents +7, for 2\\.\\d s")
        .containsPattern("sent +[1-9]")
        .containsPattern("lost +0\n")
        .containsPattern("doubled +0\n")
        .containsPattern("rate +[1-9][0-9,]* messages a second")
        .containsPattern("CPU +[0-9.]+ µs for a message\n")
        .containsPattern("latency +p50 [0-9,]+ µs, p95 [0-9,]+ µs, p99 [0-9,]+ µs");
    assertThat(terminal.err())
        .contains("7 agents subscribe")
        .containsPattern("1 s of 2 s: [1-9][0-9,]* sent, [1-9][0-9,]* received");
  }

  @Test
  void jsonIsOneObject() {
    int code = run("--agents 3 --duration 1s --json");

    assertThat(code).isZero();
    assertThat(terminal.err()).isEmpty();
    var report = Payload.json(terminal.out()).as(LoadReport.class);
    assertThat(report.received()).isPositive().isEqualTo(report.sent());
    assertThat(report.isClean()).isTrue();
    assertThat(report.serverCpuMicrosPerMessage()).isNull();
  }

  @Test
  void aMessageThatIsLostIsAFailure() {
    int code = run("--agents 3 --duration 1s --json --url lossy:it");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    var report = Payload.json(terminal.out()).as(LoadReport.class);
    assertThat(report.lost()).isEqualTo(1);
    assertThat(report.received()).isEqualTo(report.sent() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--agents 1 | INVALID_SETTING: agents \"1\" is not allowed; expected 2 to 100,000",
        "--agents 100001 | INVALID_SETTING: agents",
        "--duration 999ms | INVALID_SETTING: duration",
        "--duration 25h | INVALID_SETTING: duration",
        "--duration soon | invalid value for option '--duration'",
        "--agents 3 --scenario priority | INVALID_USAGE: --agents and --duration",
        "--duration 2s --seconds 2 | INVALID_USAGE: --agents and --duration",
        "--duration 2s --rounds 2 | INVALID_USAGE: --agents and --duration",
      })
  void whatDoesNotFitIsAnErrorOfUsage(String words, String expected) {
    assertThat(run(words)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.errLines().getFirst()).startsWith("maos: " + expected);
  }
}
