package dev.maos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.event.Event;
import dev.maos.message.BusOptions;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.Priority;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueLimits;
import dev.maos.message.TopicStats;
import dev.maos.monitor.HealthChange;
import dev.maos.registry.AgentDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole at one moment: what all parts have counted, and who is told when one is unwell. */
@Timeout(60)
class MaosMetricsTest {
  private static final AgentId BOSS = AgentId.of("boss");
  private static final AgentId WORKER = AgentId.of("worker");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void askingStartsNothing() {
    var time = new ManualTime();
    try (var maos = Maos.builder("memory:").time(time).open()) {
      int before = time.alarms();

      var metrics = maos.metrics();

      assertThat(metrics.at()).isEqualTo(time.now());
      assertThat(metrics.events()).isEmpty();
      assertThat(metrics.registry().agents()).isZero();
      assertThat(metrics.consensus().requested()).isZero();
      assertThat(time.alarms()).isEqualTo(before);
    }
  }

  @Test
  void allPartsAreInIt() throws InterruptedException {
    try (var maos = Maos.open("memory:")) {
      maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), delivery -> {});
      maos.bus().publish(job("jobs", Priority.HIGH));
      maos.bus().awaitIdle(PATIENCE);
      maos.registry().register(AgentDescriptor.of("worker").build());
      maos.events().dispatch(Event.from(WORKER).on("tasks").type("DONE"));

      var metrics = maos.metrics();

      assertThat(metrics.bus().messagesSent()).isEqualTo(1);
      assertThat(metrics.bus().messagesReceived()).isEqualTo(1);
      assertThat(metrics.bus().deliveryLatency().counts().getLast()).isEqualTo(1);
      assertThat(metrics.bus().queues())
          .extracting(stats -> stats.queue().toString())
          .contains("inbox:worker");
      assertThat(metrics.registry().held()).isEqualTo(1);
      assertThat(metrics.events().orElseThrow().eventsDispatched()).isPositive();
      assertThat(metrics.health().components()).hasSize(5);
    }
  }

  @Test
  void publishedMessagesAreCountedByTopicAndPriority() {
    try (var maos = Maos.open("memory:")) {
      maos.bus().publish(job("b", Priority.LOW));
      maos.bus().publishAll(List.of(job("a", Priority.HIGH), job("b", Priority.LOW)));

      var topics = maos.metrics().bus().topics();

      assertThat(topics).extracting(TopicStats::topic).containsExactly("a", "b");
      assertThat(topics.getFirst().published()).contains(entry(Priority.HIGH, 1L));
      assertThat(topics.getLast().published())
          .isEqualTo(
              Map.of(
                  Priority.CRITICAL, 0L, Priority.HIGH, 0L, Priority.NORMAL, 0L, Priority.LOW, 2L));
    }
  }

  @Test
  void duplicatesAndRefusedMessagesAreNotCountedAsPublished() {
    var one = BusOptions.defaults().limits(QueueLimits.defaults().maxQueueSize(1));
    try (var maos = Maos.builder("memory:").options(one).open()) {
      var order =
          Message.from(BOSS)
              .to(WORKER)
              .on("jobs")
              .guarantee(Guarantee.EXACTLY_ONCE)
              .identifiedBy("order-1")
              .command(Payload.text("job"));
      maos.bus().publish(order);
      assertThat(maos.bus().publish(order).duplicate()).isTrue();
      assertThatThrownBy(() -> maos.bus().publish(job("jobs", Priority.NORMAL)))
          .isInstanceOf(QueueFullException.class);

      assertThat(maos.metrics().bus().topics().getFirst().published())
          .contains(entry(Priority.NORMAL, 1L));
    }
  }

  @Test
  void topicsBeyondTheBoundAreCountedTogether() {
    try (var maos = Maos.open("memory:")) {
      IntStream.range(0, TopicStats.MOST + 7)
          .forEach(n -> maos.bus().publish(job("topic-" + (1_000 + n), Priority.NORMAL)));
      maos.bus().publish(job(TopicStats.OTHER, Priority.NORMAL));

      var topics = maos.metrics().bus().topics();

      assertThat(topics).hasSize(TopicStats.MOST + 1);
      assertThat(topics.getLast().topic()).isEqualTo("other");
      assertThat(topics.getLast().published()).contains(entry(Priority.NORMAL, 8L));
      assertThat(topics.getFirst().published()).contains(entry(Priority.NORMAL, 1L));
    }
  }

  @Test
  void aFullQueueIsToldAndSoIsItsEnd() throws InterruptedException {
    var time = new ManualTime();
    var one = BusOptions.defaults().limits(QueueLimits.defaults().maxQueueSize(1));
    var heard = new LinkedBlockingQueue<HealthChange>();
    try (var maos = Maos.builder("memory:").options(one).time(time).open()) {
      maos.onHealth(heard::add);
      maos.bus().publish(job("jobs", Priority.NORMAL));
      time.advance(Duration.ofSeconds(5));
      var fault = heard.poll(30, TimeUnit.SECONDS);
      maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), delivery -> {});
      maos.bus().awaitIdle(PATIENCE);
      time.advance(Duration.ofSeconds(10));
      var end = heard.poll(30, TimeUnit.SECONDS);

      assertThat(fault).isNotNull();
      assertThat(fault.now().overall().reasons()).containsExactly("bus: inbox:worker is full");
      assertThat(end).isNotNull();
      assertThat(end.now().overall().reasons()).isEmpty();
    }
  }

  private static Message job(String topic, Priority priority) {
    return Message.from(BOSS).to(WORKER).on(topic).priority(priority).command(Payload.text("job"));
  }
}
