package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.bench.raw.RedisBench;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SecurityBenchTest {
  private static final SecurityBenchOptions SHORT =
      SecurityBenchOptions.defaults().rounds(1).round(Duration.ofMillis(20));

  /** Rounds in which a server works for longer than a tick of a kernel that counts CPU in ticks. */
  private static final SecurityBenchOptions TICKED = SHORT.rounds(3).round(Duration.ofMillis(100));

  private static final String[] ALL =
      Arrays.stream(SecurityScenario.values())
          .flatMap(scenario -> Stream.of(scenario.id(), scenario.id()))
          .toArray(String[]::new);

  @Test
  void everyScenarioStandsBesideItsLimit() throws Exception {
    var report = SecurityBench.run(SHORT, line -> {});

    assertThat(report.rows()).extracting(BenchRow::scenario).containsExactly(ALL);
    assertThat(report.rows()).extracting(BenchRow::messagesPerSecond).doesNotContainNull();
    assertThat(report.rows().subList(0, 2))
        .extracting(BenchRow::system)
        .containsExactly("maos", "limit");
  }

  @Test
  void overAServerItsCpuIsToldAndNothingIsLeftBehind() throws Exception {
    var sealed = TICKED.scenarios(List.of(SecurityScenario.SEALED_AT_LEAST_ONCE));
    try (var server = RedisServer.start()) {
      var report = RedisBench.run(server.uri() + "?timeout=20s", sealed, line -> {});

      assertThat(report.rows()).hasSize(2);
      assertThat(report.rows().getFirst().serverCpuMicrosPerMessage()).isPositive();
      assertThat(server.command("KEYS", "*").items()).isEmpty();
    }
  }

  @Test
  void optionsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> SHORT.rounds(0)).hasMessageContaining("rounds");
    assertThatThrownBy(() -> SHORT.round(Duration.ZERO)).hasMessageContaining("round");
    assertThatThrownBy(() -> SHORT.scenarios(List.of())).hasMessageContaining("scenarios");
    assertThatThrownBy(() -> SecurityScenario.of("fast")).hasMessageContaining("hpke-single");
  }
}
