package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ByzantineBenchTest {
  @Test
  void everyScenarioHasARow() throws Exception {
    var all = List.of(ByzantineScenario.values());

    var report = ByzantineBench.run(all, 1, Duration.ofMillis(20), line -> {});

    assertThat(report.rows())
        .extracting(BenchRow::scenario)
        .containsExactlyElementsOf(NamedScenario.ids(ByzantineScenario.values()));
    assertThat(report.rows()).extracting(BenchRow::messagesPerSecond).doesNotContainNull();
  }

  @Test
  void otherNamesAreRefused() {
    assertThatThrownBy(() -> ByzantineScenario.of("fast"))
        .hasMessageContaining("byzantine-of-5-batched");
  }
}
