package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.InvalidInputException;
import dev.maos.bench.raw.RedisBench;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConsensusBenchTest {
  private static final ConsensusBenchOptions SHORT =
      ConsensusBenchOptions.defaults().rounds(1).round(Duration.ofMillis(20)).open(50);

  /** Rounds in which a server works for longer than a tick of a kernel that counts CPU in ticks. */
  private static final ConsensusBenchOptions TICKED = SHORT.rounds(3).round(Duration.ofMillis(100));

  private static final String[] ALL =
      Arrays.stream(ConsensusScenario.values()).map(ConsensusScenario::id).toArray(String[]::new);

  @Test
  void everyScenarioHasARow() throws Exception {
    var report = ConsensusBench.run(SHORT, line -> {});

    assertThat(report.rows()).extracting(BenchRow::scenario).containsExactly(ALL);
    assertThat(report.rows()).extracting(BenchRow::messagesPerSecond).doesNotContainNull();
    assertThat(report.rows().getLast().p95Micros()).isPositive();
  }

  @Test
  void overAServerItsCpuIsToldAndNothingIsLeftBehind() throws Exception {
    try (var server = RedisServer.start()) {
      var report = RedisBench.run(server.uri() + "?timeout=20s", TICKED, line -> {});

      assertThat(report.rows()).extracting(BenchRow::scenario).containsExactly(ALL);
      assertThat(report.server()).startsWith("Redis ");
      assertThat(report.rows().getFirst().serverCpuMicrosPerMessage()).isPositive();
      assertThat(server.command("KEYS", "*").items()).isEmpty();
    }
  }

  @Test
  void optionsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> SHORT.rounds(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("rounds");
    assertThatThrownBy(() -> SHORT.open(10_001)).hasMessageContaining("open");
    assertThatThrownBy(() -> SHORT.round(Duration.ZERO)).hasMessageContaining("round");
    assertThatThrownBy(() -> SHORT.scenarios(List.of())).hasMessageContaining("scenarios");
    assertThatThrownBy(() -> ConsensusScenario.of("fast")).hasMessageContaining("ranked-of-5");
  }
}
