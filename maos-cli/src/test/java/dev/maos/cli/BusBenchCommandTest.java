package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.bench.BenchReport;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusBenchCommandTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  void jsonIsOneObjectWithARowForEachSystem() {
    int code =
        terminal.run(
            "bench", "bus", "--json", "--scenario", "envelope", "--seconds", "1", "--rounds", "1");

    assertThat(code).isZero();
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out().lines()).hasSize(1);
    var report = Payload.json(terminal.out()).as(BenchReport.class);
    assertThat(report.machine()).isNotBlank();
    assertThat(report.rows()).extracting(row -> row.scenario()).containsOnly("envelope");
    assertThat(report.rows()).extracting(row -> row.system()).contains("maos");
  }

  @Test
  void whatWasNotMeasuredIsNullAndARateIsAWholeNumber() {
    terminal.run(
        "bench", "bus", "--json", "--scenario", "envelope", "--seconds", "1", "--rounds", "1");

    assertThat(terminal.out())
        .contains("\"bytesPerAgent\":null", "\"p50Micros\":null")
        .containsPattern("\"messagesPerSecond\":[1-9][0-9]*,");
  }

  @Test
  void withoutAServerAtTheUrlOneLineSaysSoAndHowToStartOne() throws Exception {
    int port = unusedPort();

    int code = terminal.run("bench", "bus", "--json", "--url", "redis://127.0.0.1:" + port);

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.errLines())
        .singleElement()
        .asString()
        .startsWith("maos: no Redis server answers at 127.0.0.1:" + port)
        .contains("redis-server --port " + port);
  }

  @Test
  void aPasswordInTheUrlIsRefusedAndNotRepeated() {
    int code = terminal.run("bench", "bus", "--url", "redis://:s3cr3t@localhost");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("MAOS_URL").doesNotContain("s3cr3t");
  }

  @Test
  void aUrlWithoutAValueIsThatOfTheEnvironment() throws Exception {
    var url = "redis://:s3cr3t@127.0.0.1:" + unusedPort();
    var withUrl = TestTerminal.plain(Map.of("MAOS_URL", url));

    int code = withUrl.run("bench", "bus", "--json", "--url");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(withUrl.err()).contains("no Redis server answers").doesNotContain("s3cr3t");
  }

  @Test
  void theUrlOfTheEnvironmentAloneLeavesTheBenchmarkInThisProcess() throws Exception {
    var withUrl = TestTerminal.plain(Map.of("MAOS_URL", "redis://127.0.0.1:" + unusedPort()));

    int code =
        withUrl.run(
            "bench", "bus", "--json", "--scenario", "envelope", "--seconds", "1", "--rounds", "1");

    assertThat(code).isZero();
  }

  // Bound for a moment, so that nobody answers there.
  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void underTheTableItIsSaidWhatTheColumnsAndTheLimitAre() {
    terminal.run("bench", "bus", "--scenario", "envelope", "--seconds", "1", "--rounds", "1");

    assertThat(terminal.out())
        .contains("msg/s is the median", "limit is the bare JDK", "not a bound for every row");
  }
}
