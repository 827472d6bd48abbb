package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.message.Message;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That the text is what Prometheus reads is tested where it is made. */
@Timeout(120)
class MetricsCommandTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  void theQueuesOfABackendAreThere() {
    try (var host = TestHost.open()) {
      publishJob(host);

      int code = host.run("metrics");

      assertThat(code).isZero();
      assertThat(host.outLines())
          .contains(
              "# TYPE maos_queue_messages gauge",
              "maos_queue_messages{queue=\"inbox:b\",state=\"ready\"} 1.0",
              "maos_health{component=\"backend\"} 0.0");
      assertThat(host.err()).isEmpty();
    }
  }

  @Test
  void theDemoHasCountedAllOfItsWork() {
    int code = terminal.run("metrics", "--demo", "--json");

    assertThat(code).isZero();
    assertThat(terminal.out().lines()).hasSize(1);
    var metrics = Payload.json(terminal.out()).as(Map.class);
    assertThat(metrics.get("bus"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .hasEntrySatisfying("messagesSent", sent -> assertThat((Integer) sent).isGreaterThan(100))
        .hasEntrySatisfying("messagesReceived", got -> assertThat((Integer) got).isGreaterThan(100))
        .containsKeys("topics", "queues", "deliveryLatency");
    assertThat(metrics.get("events"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .hasEntrySatisfying("persisted", told -> assertThat((Integer) told).isPositive());
    assertThat(metrics.get("consensus"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .hasEntrySatisfying("requested", votes -> assertThat((Integer) votes).isPositive());
  }

  @Test
  void withoutABackendThereIsNothingToMeasure() {
    int code = terminal.run("metrics");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).startsWith("maos: INVALID_USAGE: memory: begins and ends");
    assertThat(terminal.out()).isEmpty();
  }

  private static void publishJob(TestHost host) {
    host.bus()
        .publish(
            Message.from(AgentId.of("a"))
                .to(AgentId.of("b"))
                .on("jobs")
                .command(Payload.text("x")));
  }
}
