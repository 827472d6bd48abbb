package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventBenchTest {
  private static final EventBenchOptions TINY =
      EventBenchOptions.defaults()
          .rounds(2)
          .round(Duration.ofMillis(10))
          .warmUp(Duration.ofMillis(10))
          .latencyRate(2_000);

  @ParameterizedTest
  @EnumSource
  void everyScenarioHasASpeed(EventScenario scenario) throws InterruptedException {
    var report = EventBench.run(TINY.scenarios(List.of(scenario)), line -> {});

    assertThat(report.rows())
        .extracting(BenchRow::system)
        .containsExactlyElementsOf(
            scenario.isDispatch() ? List.of("maos", "limit") : List.of("maos"));
    assertThat(report.rows())
        .allSatisfy(row -> {
          assertThat(row.scenario()).isEqualTo(scenario.id());
          assertThat(row.min()).isPositive().isLessThanOrEqualTo(row.messagesPerSecond());
          assertThat(row.bytesPerEvent()).isNotNull();
          assertThat(row.p95Micros() != null).isEqualTo(scenario.isTimed());
        });
  }

  @Test
  void aSystemThatDoublesAnEventHasNoSpeed() {
    fails((listeners, number) -> {
      listeners.hear(0, number);
      listeners.hear(0, number);
    });
  }

  @Test
  void aSystemThatLosesAnEventHasNoSpeed() {
    fails((listeners, number) -> {
      if (number != 3) {
        listeners.hear(0, number);
      }
    });
  }

  /** How a system brings an event to the only listener. */
  private interface Bringing {
    void bring(Listeners listeners, long number);
  }

  private static void fails(Bringing how) {
    var options = TINY.scenarios(List.of(EventScenario.SQLITE_REPLAY));

    assertThatThrownBy(() -> EventBench.run(options, List.of(new Broken(how)), line -> {}))
        .isInstanceOf(BenchFailedException.class);
  }

  private record Broken(Bringing how) implements EventContestant {
    @Override
    public String system() {
      return "broken";
    }

    @Override
    public boolean plays(EventScenario scenario) {
      return true;
    }

    @Override
    public EventRun open(EventScenario scenario, Listeners listeners) {
      return new EventRun() {
        @Override
        public int tell(long first) {
          how.bring(listeners, first);
          return 1;
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void aScenarioThatDoesNotExistIsRefusedWithThoseThatDo() {
    assertThatThrownBy(() -> EventScenario.of("fast"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(ErrorCode.INVALID_USAGE.name())
        .hasMessageContaining("isolated-100-of-which-10");
  }
}
