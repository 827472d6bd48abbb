package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.InvalidInputException;
import dev.maos.bench.raw.RedisBench;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RegistryBenchTest {
  private static final List<RegistryScenario> MEASURED =
      Arrays.stream(RegistryScenario.values())
          .filter(scenario -> scenario != RegistryScenario.QUEUE_WAIT)
          .toList();
  private static final RegistryBenchOptions SHORT =
      RegistryBenchOptions.defaults()
          .scenarios(MEASURED)
          .rounds(1)
          .round(Duration.ofMillis(20))
          .agents(200);

  /** Rounds in which a server works for longer than a tick of a kernel that counts CPU in ticks. */
  private static final RegistryBenchOptions TICKED = SHORT.rounds(3).round(Duration.ofMillis(100));

  private static final String[] ALL =
      MEASURED.stream().map(RegistryScenario::id).toArray(String[]::new);

  @Test
  void everyScenarioHasARow() throws Exception {
    // Of few agents the heap tells nothing.
    var report = RegistryBench.run(SHORT.agents(5_000), line -> {});

    assertThat(report.rows()).extracting(BenchRow::scenario).containsExactly(ALL);
    assertThat(report.rows()).extracting(BenchRow::messagesPerSecond).doesNotContainNull();
    assertThat(report.rows().getFirst().bytesPerAgent()).isPositive();
    assertThat(report.rows().getLast().p95Micros()).isPositive();
  }

  @Test
  void theSimulationHasARowForEachWayToPickBehindTheIdeal() throws Exception {
    var options = SHORT.scenarios(List.of(RegistryScenario.QUEUE_WAIT));

    var rows = RegistryBench.run(options, line -> {}).rows();

    assertThat(rows)
        .extracting(BenchRow::system)
        .containsExactly(
            "ideal-single-queue", "least-loaded", "power-of-two", "weighted-random", "round-robin");
    assertThat(p99(rows, 1)).isBetween(p99(rows, 0), 2 * p99(rows, 0));
    assertThat(p99(rows, 2)).isBetween(p99(rows, 0), 2 * p99(rows, 0));
    assertThat(p99(rows, 3)).isGreaterThan(2 * p99(rows, 0));
    assertThat(p99(rows, 4)).isGreaterThan(2 * p99(rows, 0));
    assertThat(rows.get(1).note()).startsWith("p99 1.").endsWith(" times the ideal one");
  }

  private static double p99(List<BenchRow> rows, int index) {
    return Objects.requireNonNull(rows.get(index).p99Micros());
  }

  @Test
  void overAServerItsCpuIsToldAndNothingIsLeftBehind() throws Exception {
    try (var server = RedisServer.start()) {
      var report = RedisBench.run(server.uri() + "?timeout=20s", TICKED, line -> {});

      assertThat(report.rows()).extracting(BenchRow::scenario).containsExactly(ALL);
      assertThat(report.server()).startsWith("Redis ");
      assertThat(report.rows().get(1).serverCpuMicrosPerMessage()).isPositive();
      assertThat(server.command("KEYS", "*").items()).isEmpty();
    }
  }

  @Test
  void optionsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> SHORT.rounds(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("rounds");
    assertThatThrownBy(() -> SHORT.agents(10_001)).hasMessageContaining("agents");
    assertThatThrownBy(() -> SHORT.round(Duration.ZERO)).hasMessageContaining("round");
    assertThatThrownBy(() -> SHORT.scenarios(List.of())).hasMessageContaining("scenarios");
    assertThatThrownBy(() -> RegistryScenario.of("fast")).hasMessageContaining("watch-latency");
  }
}
