package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.cli.Terminal.Interactive;
import dev.maos.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthCommandTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  void theEmbeddedBackendIsWell() {
    int code = terminal.run("health");

    assertThat(code).isZero();
    assertThat(terminal.out().lines())
        .contains("✓  bus: healthy", "✓  backend: healthy")
        .endsWith("✓  all: healthy");
  }

  @Test
  void aFullQueueIsDegradedAndNoFailure() {
    // The bound is that of whoever asks: the backend keeps none.
    var narrow =
        TestTerminal.plain(Map.of("MAOS_URL", "test://shared", "MAOS_MAX_QUEUE_SIZE", "1"));
    try (var host = TestHost.open()) {
      host.bus()
          .publish(
              Message.from(AgentId.of("a"))
                  .to(AgentId.of("b"))
                  .on("jobs")
                  .command(Payload.text("x")));

      int code = host.run(narrow.terminal(), "health");

      assertThat(code).isZero();
      assertThat(narrow.out().lines())
          .contains("!  bus: degraded", "   → inbox:b is full")
          .endsWith("!  all: degraded");
    }
  }

  @Test
  void programsReadOneObject() {
    int code = terminal.run("health", "--json");

    assertThat(code).isZero();
    assertThat(terminal.out().lines()).hasSize(1);
    var health = Payload.json(terminal.out()).as(Map.class);
    assertThat(health.get("status")).isEqualTo("HEALTHY");
    assertThat(health.get("reasons")).isEqualTo(List.of());
    assertThat(health.get("components"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .extracting(part -> part.get("component"))
        .contains("bus", "registry", "consensus", "backend");
  }

  @Test
  void withoutTheCharactersTheMarksAreAscii() {
    var ascii = new TestTerminal(StandardCharsets.US_ASCII, Interactive.NEITHER, Map.of());

    ascii.run("health");

    assertThat(ascii.out().lines()).contains("ok bus: healthy").endsWith("ok all: healthy");
  }

  @Test
  void whoCannotBeReachedIsAFailureInOneLine() {
    int code = terminal.run("health", "--url", "redis://127.0.0.1:1");

    assertThat(code).isEqualTo(1);
    assertThat(terminal.errLines()).hasSize(1);
    assertThat(terminal.err()).startsWith("maos: REDIS_UNREACHABLE");
    assertThat(terminal.out()).isEmpty();
  }
}
