package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsWhyCommandTest {
  @Test
  void whyIsATreeOfCausesAndEffects() {
    try (var host = told()) {
      int code = host.run("events", "why", History.id(2).toString());

      assertThat(code).isZero();
      assertThat(host.outLines())
          .containsExactly(
              History.MESSAGE + ", a message or an event that is not in this history",
              "→ 1  2026-01-01T12:00:00Z  INFO      TASK_STARTED  tasks.build  from boss",
              "  → * 2  2026-01-01T12:00:10Z  ERROR     TASK_FAILED  tasks.build  from worker "
                  + " {\"lines\":120}",
              "    → 3  2026-01-01T12:00:20Z  INFO      own  alerts  from worker  too hot",
              "    → 4  2026-01-01T12:00:40Z  INFO      TASK_STARTED  tasks.build  from boss "
                  + " (application/octet-stream, 2 bytes)");
    }
  }

  @Test
  void aTreeThatIsTooLargeSaysSo() {
    try (var host = told()) {
      host.run("events", "why", "--limit", "3", History.id(2).toString());

      assertThat(host.outLines().getLast().strip())
          .isEqualTo("→ … there are more effects; see --limit");
    }
  }

  @Test
  void anEventThatIsNotThereIsAFailure() {
    try (var host = told()) {
      int code = host.run("events", "why", History.id(77).toString());

      assertThat(code).isEqualTo(1);
      assertThat(host.err().strip())
          .isEqualTo("maos: there is no event " + History.id(77) + " in this history");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "9223372036854775807"})
  void aNumberThatIsNotThereIsAFailure(String number) {
    try (var host = told()) {
      int code = host.run("events", "why", number);

      assertThat(code).isEqualTo(1);
      assertThat(host.err().strip())
          .isEqualTo("maos: there is no event " + number + " in this history");
    }
  }

  @Test
  void anEventIsFoundByTheNumberOfItsLine() {
    try (var host = told()) {
      int code = host.run("events", "why", "4");

      assertThat(code).isZero();
      assertThat(host.outLines()).hasSize(4);
      assertThat(host.outLines().getLast()).startsWith("    → * 4  2026-01-01T12:00:40Z");
    }
  }

  @Test
  void causesThatAreCutOffAreNotCalledMissing() {
    try (var host = told()) {
      host.run("events", "why", "--limit", "1", "3");

      assertThat(host.outLines())
          .containsExactly(
              "… there are more causes; see --limit",
              "→ * 3  2026-01-01T12:00:20Z  INFO      own  alerts  from worker  too hot");
    }
  }

  @Test
  void aCauseThatIsMissingIsCalledSoAtTheLimitToo() {
    try (var host = told()) {
      host.run("events", "why", "--limit", "1", "1");

      assertThat(host.outLines().getFirst())
          .isEqualTo(History.MESSAGE + ", a message or an event that is not in this history");
    }
  }

  @Test
  void anEventThatNamesItselfIsACircle() {
    try (var host = TestHost.open()) {
      host.events().append(List.of(event(1, 1)));

      host.run("events", "why", "1");

      assertThat(host.outLines())
          .containsExactly(circle(1, 1), "→ * 1  2026-01-01T12:00:00Z  INFO      own  t  from a");
    }
  }

  @Test
  void aCircleIsWalkedOnce() {
    try (var host = TestHost.open()) {
      host.events().append(List.of(event(1, 3), event(2, 1), event(3, 2)));

      host.run("events", "why", "2");

      assertThat(host.outLines())
          .containsExactly(
              circle(3, 2),
              "→ 3  2026-01-01T12:00:00Z  INFO      own  t  from a",
              "  → 1  2026-01-01T12:00:00Z  INFO      own  t  from a",
              "    → * 2  2026-01-01T12:00:00Z  INFO      own  t  from a");
    }
  }

  @Test
  void aCircleFarUpIsFoundToo() {
    try (var host = TestHost.open()) {
      host.events().append(List.of(event(1, 2), event(2, 1), event(3, 2)));

      host.run("events", "why", "3");

      assertThat(host.outLines().getFirst()).isEqualTo(circle(1, 2));
      assertThat(host.outLines()).hasSize(4);
    }
  }

  @Test
  void programsGetCloudEventsInTheOrderOfTheTree() {
    try (var host = told()) {
      int code = host.run("events", "why", "--json", "--limit", "3", "2");

      assertThat(code).isZero();
      assertThat(host.objects()).extracting("sequence").containsExactly("1", "2", "3");
      assertThat(host.err().lines())
          .containsExactly(
              History.MESSAGE + ", a message or an event that is not in this history",
              "there are more effects; see --limit");
    }
  }

  private static String circle(int namedBy, int named) {
    return "… this is a circle: %s names %s again as its cause"
        .formatted(History.id(namedBy), History.id(named));
  }

  private static Event event(int number, int cause) {
    return Event.from(AgentId.of("a"))
        .on("t")
        .type("own")
        .causedBy(History.id(cause))
        .withIdentity(History.id(number), History.NOON);
  }

  private static TestHost told() {
    var host = TestHost.open(new ManualTime(History.NOON.plusSeconds(60)));
    History.tell(host.events());
    return host;
  }
}
