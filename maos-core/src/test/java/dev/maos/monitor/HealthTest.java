package dev.maos.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void statusNamesAreStable() {
    assertThat(Health.healthy().status()).isEqualTo("HEALTHY");
    assertThat(Health.degraded("slow").status()).isEqualTo("DEGRADED");
    assertThat(Health.unhealthy("down").status()).isEqualTo("UNHEALTHY");
  }

  @Test
  void nothingIsHealthy() {
    assertThat(Health.worst(List.of())).isEqualTo(Health.healthy());
  }

  @Test
  void theWorstOneWins() {
    var parts = List.of(Health.degraded("slow"), Health.unhealthy("down"), Health.healthy());

    assertThat(Health.worst(parts)).isEqualTo(Health.unhealthy("down", "slow"));
  }

  @Test
  void eachReasonIsNamedOnce() {
    var parts = List.of(Health.degraded("slow", "full"), Health.degraded("full", "late"));

    assertThat(Health.worst(parts)).isEqualTo(Health.degraded("slow", "full", "late"));
  }

  @Test
  void whatIsNotHealthyNeedsAReason() {
    assertThatThrownBy(() -> new Health.Degraded(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reasons");
    assertThatThrownBy(() -> Health.unhealthy("down", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reasons");
  }

  @Test
  void keepsItsReasonsWhenTheCallersListChanges() {
    var reasons = new ArrayList<>(List.of("slow"));
    var health = new Health.Degraded(reasons);

    reasons.add("late");

    assertThat(health.reasons()).containsExactly("slow");
  }

  @Test
  void aReportSaysWhichPartIsIll() {
    var report =
        new HealthReport(
            List.of(
                component("bus", Health.healthy()),
                component("events", Health.degraded("late")),
                component("backend", Health.unhealthy("down"))));

    assertThat(report.overall()).isEqualTo(Health.unhealthy("backend: down", "events: late"));
  }

  @Test
  void aComponentKeepsItsDetailsInOrder() {
    var details = new LinkedHashMap<String, String>();
    details.put("version", "7.2");
    details.put("connected", "yes");
    details.put("lag", "0");
    var component = new ComponentHealth("backend", Health.healthy(), Duration.ZERO, details);

    details.clear();

    assertThat(component.details().keySet()).containsExactly("version", "connected", "lag");
  }

  @Test
  void aComponentNeedsANameAndALatencyThatIsNotNegative() {
    assertThatThrownBy(() -> component(" ", Health.healthy()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("component");
    var negative = Duration.ofNanos(-1);
    assertThatThrownBy(() -> new ComponentHealth("bus", Health.healthy(), negative, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("latency");
  }

  private static ComponentHealth component(String name, Health health) {
    return new ComponentHealth(name, health, Duration.ofMillis(1), Map.of());
  }
}
