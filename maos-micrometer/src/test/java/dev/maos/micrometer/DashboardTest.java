package dev.maos.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.event.Event;
import dev.maos.message.Message;
import dev.maos.registry.AgentDescriptor;
import dev.maos.resilience.ErrorPolicies;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every query of the dashboard asks for something that is exported. */
@Timeout(60)
class DashboardTest {
  private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "maos.json");

  private record Query(String panel, String text) {}

  @TestFactory
  Stream<DynamicTest> everyQueryIsAnswered() throws IOException, InterruptedException {
    var scrape = Scrape.of(exported());
    return queries().stream()
        .map(query ->
            dynamicTest(
                query.panel() + ": " + query.text(),
                () -> assertThat(PromQuery.of(query.text()).unanswered(scrape)).isEmpty()));
  }

  @Test
  void theDashboardAsksForAllThatIsWorthIt() throws IOException {
    assertThat(queries()).hasSizeGreaterThan(50);
  }

  @Test
  void aQueryForWhatIsNotExportedIsNoticed() throws InterruptedException {
    var scrape = Scrape.of(exported());

    assertThat(PromQuery.of("sum(rate(maos_no_such_total[1m]))").unanswered(scrape)).hasSize(1);
    assertThat(PromQuery.of("maos_queue_messages{state=\"lost\"}").unanswered(scrape)).hasSize(1);
    assertThat(PromQuery.of("sum by (color) (maos_queue_messages)").unanswered(scrape)).hasSize(1);
    assertThat(PromQuery.of("maos_delivery_latency_seconds_bucket{le=\"0.05\"}").unanswered(scrape))
        .isEmpty();
  }

  private static List<Query> queries() throws IOException {
    var dashboard = Payload.json(Files.readString(DASHBOARD)).as(Map.class);
    var queries = new ArrayList<Query>();
    for (var panel : (List<?>) Objects.requireNonNull(dashboard.get("panels"))) {
      var fields = (Map<?, ?>) panel;
      if (fields.get("targets") instanceof List<?> targets) {
        targets.forEach(target -> queries.add(query(fields, (Map<?, ?>) target)));
      }
    }
    return queries;
  }

  private static Query query(Map<?, ?> panel, Map<?, ?> target) {
    return new Query(
        String.valueOf(panel.get("title")),
        String.valueOf(target.get("expr")).replace("$__rate_interval", "1m"));
  }

  /** What a process exports in which everything is used. */
  private static String exported() throws InterruptedException {
    var worker = AgentId.of("worker");
    var policies = new ErrorPolicies(new ManualTime(), new SplittableRandom(1));
    policies.call("model", "ask", () -> "answer");
    var security = CommunicationSecurity.of(SecurityPolicy.defaults());
    try (var maos = Maos.open("memory:");
        var export = PrometheusExport.of(MaosMeters.of(maos).with(policies).with(security))) {
      maos.bus().subscribe(worker, TopicPattern.of("jobs"), delivery -> {});
      maos.bus()
          .publish(
              Message.from(AgentId.of("boss")).to(worker).on("jobs").command(Payload.text("job")));
      maos.bus().awaitIdle(Duration.ofSeconds(30));
      maos.registry().register(AgentDescriptor.of("worker").build());
      maos.events().dispatch(Event.from(worker).on("tasks").type("DONE"));
      return export.text();
    }
  }
}
