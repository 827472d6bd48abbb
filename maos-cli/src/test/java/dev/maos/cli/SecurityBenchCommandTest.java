package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.bench.BenchReport;
import dev.maos.bench.BenchRow;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityBenchCommandTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  void jsonIsOneObjectWithARowForEachSystem() {
    int code =
        terminal.run(
            "bench",
            "security",
            "--json",
            "--scenario",
            "aes-256-gcm",
            "--seconds",
            "1",
            "--rounds",
            "1");

    assertThat(code).isZero();
    assertThat(terminal.err()).isEmpty();
    var report = Payload.json(terminal.out()).as(BenchReport.class);
    assertThat(report.rows()).extracting(BenchRow::system).containsExactly("maos", "limit");
    assertThat(report.rows())
        .allSatisfy(row -> {
          assertThat(row.scenario()).isEqualTo("aes-256-gcm");
          assertThat(row.messagesPerSecond()).isPositive();
        });
  }

  @ParameterizedTest
  @CsvSource({"--seconds,0", "--rounds,1001", "--scenario,fast"})
  void whatCannotBeMeasuredIsRefused(String option, String value) {
    int code = terminal.run("bench", "security", option, value);

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("INVALID_USAGE: " + option, value);
  }
}
