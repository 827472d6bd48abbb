package dev.maos.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.event.Event;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.Priority;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueLimits;
import dev.maos.registry.AgentDescriptor;
import dev.maos.resilience.CircuitBreakerOptions;
import dev.maos.resilience.ErrorFilter;
import dev.maos.resilience.ErrorPolicies;
import dev.maos.resilience.RetryPolicy;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hawkular.agent.prometheus.types.Histogram.Bucket;
import org.hawkular.agent.prometheus.types.MetricType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Prometheus reads, as a parser reads it that was not written by us. */
@Timeout(60)
class PrometheusExportTest {
  private static final AgentId BOSS = AgentId.of("boss");
  private static final AgentId WORKER = AgentId.of("worker");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void publishedMessagesHaveTopicAndPriority() {
    try (var maos = Maos.open("memory:");
        var export = PrometheusExport.of(maos)) {
      maos.bus().publish(job("jobs", Priority.HIGH));
      maos.bus().publish(job("jobs", Priority.HIGH));
      maos.bus().publish(job("news", Priority.LOW));

      var scrape = Scrape.of(export.text());

      assertThat(published(scrape, "jobs", "high")).isEqualTo(2);
      assertThat(published(scrape, "news", "low")).isEqualTo(1);
      assertThat(published(scrape, "news", "critical")).isZero();
    }
  }

  @Test
  void deliveriesAreCountedAndTimedInBuckets() throws InterruptedException {
    try (var maos = Maos.open("memory:");
        var export = PrometheusExport.of(maos)) {
      maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), delivery -> {});
      IntStream.range(0, 50).forEach(_ -> maos.bus().publish(job("jobs", Priority.NORMAL)));
      maos.bus().awaitIdle(PATIENCE);

      var scrape = Scrape.of(export.text());

      assertThat(scrape.value("maos_messages_delivered_total")).isEqualTo(50);
      assertThat(scrape.value("maos_subscriptions_active")).isEqualTo(1);
      var latency = scrape.histogram("maos_delivery_latency_seconds");
      var seen = maos.metrics().bus().deliveryLatency();
      assertThat(latency.getSampleCount()).isEqualTo(50);
      assertThat(latency.getSampleSum()).isEqualTo(seen.meanMicros() * 50 / 1e6);
      assertThat(latency.getBuckets())
          .extracting(Bucket::getCumulativeCount)
          .isSorted()
          .startsWith(seen.counts().getFirst())
          .endsWith(50L);
      assertThat(latency.getBuckets().getLast().getUpperBound()).isInfinite();
    }
  }

  @Test
  void queuesShowWhatIsInThem() {
    try (var maos = Maos.open("memory:");
        var export = PrometheusExport.of(maos)) {
      maos.bus().publish(job("jobs", Priority.NORMAL));

      var scrape = Scrape.of(export.text());

      assertThat(queue(scrape, "inbox:worker", "ready")).isEqualTo(1);
      assertThat(queue(scrape, "inbox:worker", "in_flight")).isZero();
      assertThat(queue(scrape, "inbox:worker", "dead")).isZero();
    }
  }

  @Test
  void theValuesOfTagsAreBounded() {
    try (var maos = Maos.open("memory:");
        var export = PrometheusExport.of(maos)) {
      IntStream.range(0, 350)
          .forEach(n ->
              maos.bus()
                  .publish(
                      Message.from(BOSS)
                          .to(AgentId.of("agent-" + n))
                          .on("topic-" + n)
                          .command(Payload.text("job"))));

      var scrape = Scrape.of(export.text());

      assertThat(values(scrape, "maos_queue_messages", "queue")).hasSize(101).contains("other");
      assertThat(values(scrape, "maos_messages_published_total", "topic"))
          .hasSize(101)
          .contains("other");
      assertThat(queue(scrape, "other", "ready")).isEqualTo(250);
      assertThat(published(scrape, "other", "normal")).isEqualTo(250);
    }
  }

  @Test
  void allPartsAreThere() {
    try (var maos = Maos.open("memory:");
        var export = PrometheusExport.of(maos)) {
      maos.registry().register(AgentDescriptor.of("worker").build());
      maos.events().dispatch(Event.from(WORKER).on("tasks").type("DONE"));

      var scrape = Scrape.of(export.text());

      assertThat(scrape.value("maos_registry_agents")).isEqualTo(1);
      assertThat(scrape.value("maos_registry_registrations_total")).isEqualTo(1);
      assertThat(scrape.value("maos_registry_view_age_seconds")).isNotNegative();
      assertThat(scrape.value("maos_events_dispatched_total")).isPositive();
      assertThat(scrape.value("maos_votes_requested_total")).isZero();
      assertThat(scrape.value("maos_votes_ended_total", Map.of("outcome", "reached"))).isZero();
      assertThat(scrape.value("maos_health", Map.of("component", "backend"))).isZero();
    }
  }

  @Test
  void aPartThatIsUnwellIsANumberAboveZero() {
    var one = BusOptions.defaults().limits(QueueLimits.defaults().maxQueueSize(1));
    try (var maos = Maos.builder("memory:").options(one).open();
        var export = PrometheusExport.of(maos)) {
      maos.bus().publish(job("jobs", Priority.NORMAL));
      assertThatThrownBy(() -> maos.bus().publish(job("jobs", Priority.NORMAL)))
          .isInstanceOf(QueueFullException.class);

      var scrape = Scrape.of(export.text());

      assertThat(scrape.value("maos_health", Map.of("component", "bus"))).isEqualTo(1);
      assertThat(scrape.value("maos_messages_refused_total")).isEqualTo(1);
    }
  }

  @Test
  void breakersShowTheirStateAndCallsTheirEnd() {
    var policies = new ErrorPolicies(new ManualTime(), new SplittableRandom(1));
    policies.policy("model", RetryPolicy.never());
    policies.breaker(
        "model",
        CircuitBreakerOptions.defaults()
            .failureThreshold(1)
            .failures(new ErrorFilter.Where(_ -> true)));
    assertThatThrownBy(() -> policies.call("model", "ask", PrometheusExportTest::fail))
        .isInstanceOf(IllegalStateException.class);
    try (var maos = Maos.open("memory:");
        var export = PrometheusExport.of(MaosMeters.of(maos).with(policies))) {

      var scrape = Scrape.of(export.text());

      assertThat(scrape.value("maos_breaker_state", Map.of("breaker", "model", "state", "open")))
          .isEqualTo(1);
      assertThat(scrape.value("maos_breaker_state", Map.of("breaker", "model", "state", "closed")))
          .isZero();
      assertThat(scrape.value("maos_breaker_opened_total", Map.of("breaker", "model")))
          .isEqualTo(1);
      assertThat(
              scrape.value(
                  "maos_operation_calls_total",
                  Map.of("operation", "model/ask", "outcome", "failed")))
          .isEqualTo(1);
    }
  }

  @Test
  void everyFamilyKeepsTheConventionsOfPrometheus() {
    try (var maos = Maos.open("memory:");
        var export = PrometheusExport.of(maos)) {
      maos.events();

      var scrape = Scrape.of(export.text());

      assertThat(scrape.names())
          .hasSizeGreaterThan(50)
          .doesNotHaveDuplicates()
          .allMatch(name -> name.matches("maos_[a-z_]+"));
      assertThat(scrape.families())
          .allMatch(family -> family.getHelp() != null && !family.getHelp().isBlank())
          .allMatch(family ->
              (family.getType() == MetricType.COUNTER) == family.getName().endsWith("_total"));
    }
  }

  @Test
  void commonTagsAreOnHistogramsToo() {
    try (var maos = Maos.open("memory:");
        var meters = MaosMeters.of(maos)) {
      var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      registry.config().commonTags("zone", "north");

      meters.bindTo(registry);

      var scrape = Scrape.of(registry.scrape());
      assertThat(values(scrape, "maos_delivery_latency_seconds", "zone")).containsExactly("north");
      assertThat(values(scrape, "maos_messages_delivered_total", "zone")).containsExactly("north");
    }
  }

  private static String fail() {
    throw new IllegalStateException("told to fail");
  }

  private static double published(Scrape scrape, String topic, String priority) {
    return scrape.value(
        "maos_messages_published_total", Map.of("topic", topic, "priority", priority));
  }

  private static double queue(Scrape scrape, String queue, String state) {
    return scrape.value("maos_queue_messages", Map.of("queue", queue, "state", state));
  }

  private static Set<String> values(Scrape scrape, String name, String label) {
    return scrape.metrics(name).stream()
        .map(metric -> metric.getLabels().get(label))
        .collect(Collectors.toSet());
  }

  private static Message job(String topic, Priority priority) {
    return Message.from(BOSS).to(WORKER).on(topic).priority(priority).command(Payload.text("job"));
  }
}
