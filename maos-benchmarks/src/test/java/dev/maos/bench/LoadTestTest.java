package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The load test, and how it finds what is missing or too much. */
@Timeout(120)
class LoadTestTest {
  private static final LoadOptions SHORT =
      LoadOptions.defaults().agents(100).duration(Duration.ofSeconds(2));

  @Test
  void whatIsSentArrivesOnce() throws InterruptedException {
    var steps = new ArrayList<String>();

    var report = LoadTest.run("memory:", SHORT, steps::add);

    assertThat(report.isClean()).as(report.text()).isTrue();
    assertThat(report.received()).isEqualTo(report.sent()).isGreaterThan(1_000);
    assertThat(report.seconds()).isGreaterThanOrEqualTo(2);
    assertThat(report.messagesPerSecond()).isPositive();
    assertThat(report.cpuMicrosPerMessage()).isPositive();
    assertThat(List.of(report.p50Micros(), report.p95Micros(), report.p99Micros()))
        .isSorted()
        .allMatch(micros -> micros > 0 && micros <= report.maxMicros());
    assertThat(steps).hasSizeGreaterThanOrEqualTo(2).first().isEqualTo("100 agents subscribe");
  }

  @Test
  void twoAgentsAreEnough() throws InterruptedException {
    var report = LoadTest.run("memory:", SHORT.agents(2).duration(Duration.ofSeconds(1)), _ -> {});

    assertThat(report.isClean()).as(report.text()).isTrue();
  }

  @Test
  void whatTheBusRefusesIsToldWithTheReason() throws InterruptedException {
    var report =
        LoadTest.run("memory:?max_queue_size=1", SHORT.duration(Duration.ofSeconds(1)), _ -> {});

    assertThat(report.refused()).isPositive();
    assertThat(report.firstRefusal()).startsWith("QUEUE_FULL");
    assertThat(report.lost()).isZero();
    assertThat(report.isClean()).isFalse();
  }

  @Test
  void whatArrivesTwiceIsSeenHoweverLate() {
    var arrivals = new Arrivals();
    for (long number = 0; number < 100_000; number++) {
      assertThat(arrivals.add(number)).isTrue();
    }

    assertThat(arrivals.add(0)).isFalse();
    assertThat(arrivals.add(99_999)).isFalse();
    assertThat(arrivals.add(200_000)).isTrue();
    assertThat(arrivals.add(200_000)).isFalse();

    assertThat(arrivals.distinct()).isEqualTo(100_001);
    assertThat(arrivals.doubled()).isEqualTo(3);
  }
}
