package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.bench.BenchReport;
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
  void underTheTableItIsSaidWhatTheColumnsAndTheLimitAre() {
    terminal.run("bench", "bus", "--scenario", "envelope", "--seconds", "1", "--rounds", "1");

    assertThat(terminal.out())
        .contains("msg/s is the median", "limit is the bare JDK", "not a bound for every row");
  }
}
