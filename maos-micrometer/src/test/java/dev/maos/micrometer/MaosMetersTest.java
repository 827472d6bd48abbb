package dev.maos.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Metrics in any Micrometer registry. */
@Timeout(60)
class MaosMetersTest {
  private static final AgentId BOSS = AgentId.of("boss");
  private static final AgentId WORKER = AgentId.of("worker");

  private final ManualTime time = new ManualTime();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void aRegistryIsAskedAndReadsAnewAfterASecond() {
    try (var maos = Maos.open("memory:");
        var meters = MaosMeters.of(maos, time)) {
      meters.bindTo(registry);
      maos.bus().publish(job());
      meters.refresh();
      double atFirst = published();
      maos.bus().publish(job());
      double before = published();
      time.advance(Duration.ofSeconds(1));

      assertThat(atFirst).isEqualTo(1);
      assertThat(before).isEqualTo(1);
      assertThat(published()).isEqualTo(2);
    }
  }

  @Test
  void latenciesAreATimerWithPercentiles() throws InterruptedException {
    try (var maos = Maos.open("memory:");
        var meters = MaosMeters.of(maos, time)) {
      meters.bindTo(registry);
      maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), delivery -> {});
      maos.bus().publish(job());
      maos.bus().awaitIdle(Duration.ofSeconds(30));
      meters.refresh();

      var timer = registry.get("maos.delivery.latency").functionTimer();
      var latency = maos.metrics().bus().deliveryLatency();
      assertThat(timer.count()).isEqualTo(1);
      assertThat(timer.totalTime(TimeUnit.MICROSECONDS)).isEqualTo(latency.meanMicros());
      assertThat(
              registry
                  .get("maos.delivery.latency.percentile")
                  .tag("phi", "0.95")
                  .timeGauge()
                  .value(TimeUnit.MICROSECONDS))
          .isEqualTo((double) latency.p95Micros());
    }
  }

  @Test
  void numbersGoOnWhenTheHeapWasCleared() {
    try (var maos = Maos.open("memory:");
        var meters = MaosMeters.of(maos, time)) {
      meters.bindTo(registry);
      maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), delivery -> {});
      clearHeap();
      maos.bus().publish(job());

      // A reader counts when it is done, which is a moment after the bus is.
      var clock = TimeSource.system();
      long end = clock.nanos() + Duration.ofSeconds(30).toNanos();
      while (latencies() < 1 && clock.nanos() < end) {
        meters.refresh();
      }
      assertThat(registry.get("maos.messages.delivered").functionCounter().count()).isEqualTo(1);
      assertThat(latencies()).isEqualTo(1);
    }
  }

  private double latencies() {
    return registry.get("maos.delivery.latency").functionTimer().count();
  }

  /** Until what nobody holds is gone. */
  private static void clearHeap() {
    var nobodys = new WeakReference<>(new Object());
    while (nobodys.get() != null) {
      System.gc();
    }
  }

  @Test
  void whatIsNotThereAnyMoreHasNoMeter() {
    try (var maos = Maos.open("memory:");
        var meters = MaosMeters.of(maos, time)) {
      meters.bindTo(registry);
      var reader = maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), delivery -> {});
      meters.refresh();
      var inbox = registry.find("maos.queue.messages").tag("queue", "subscription:worker/jobs");
      assertThat(inbox.gauges()).hasSize(4);

      reader.cancel();
      meters.refresh();

      assertThat(inbox.gauges()).isEmpty();
    }
  }

  @Test
  void closingTakesAllMetersAway() {
    try (var maos = Maos.open("memory:")) {
      var meters = MaosMeters.of(maos, time);
      meters.bindTo(registry);
      assertThat(registry.getMeters()).hasSizeGreaterThan(30);

      meters.close();
      meters.close();

      assertThat(registry.getMeters()).isEmpty();
    }
  }

  @Test
  void whenTheLayerIsClosedFirstItsLastNumbersStay() {
    var maos = Maos.open("memory:");
    try (var meters = MaosMeters.of(maos, time)) {
      meters.bindTo(registry);
      maos.bus().publish(job());
      meters.refresh();

      maos.close();
      time.advance(Duration.ofMinutes(1));

      assertThat(published()).isEqualTo(1);
    }
  }

  @Test
  void securityIsShownWhereThereIsSome() {
    var security = CommunicationSecurity.of(SecurityPolicy.defaults());
    try (var maos = Maos.open("memory:");
        var meters = MaosMeters.of(maos, time).with(security)) {
      meters.bindTo(registry);

      var sealed = registry.get("maos.security.messages").tag("action", "encrypted");
      assertThat(sealed.functionCounter().count()).isZero();
    }
  }

  @Test
  void twoRegistriesShowTheSame() {
    var other = new SimpleMeterRegistry();
    try (var maos = Maos.open("memory:");
        var meters = MaosMeters.of(maos, time)) {
      meters.bindTo(registry);
      meters.bindTo(other);

      assertThat(other.getMeters())
          .extracting(Meter::getId)
          .containsExactlyInAnyOrderElementsOf(
              registry.getMeters().stream().map(Meter::getId).toList());
    }
  }

  private double published() {
    return registry
        .get("maos.messages.published")
        .tag("topic", "jobs")
        .tag("priority", "normal")
        .functionCounter()
        .count();
  }

  private static Message job() {
    return Message.from(BOSS).to(WORKER).on("jobs").command(Payload.text("job"));
  }
}
