package dev.maos.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.event.Comparison;
import dev.maos.event.DataPath;
import dev.maos.event.DataValue;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelFiltersTest {
  @Test
  void conditionsOnOneThingBecomeFiltersThatAreData() {
    var filter =
        CelFilters.parse(
            "type == 'TASK_FAILED' && source == 'alice' && 'x' in tags && topic.within('a.*')"
                + " && severity >= WARNING && data.task.lines > 100");

    assertThat(filter)
        .isEqualTo(
            new EventFilter.And(
                List.of(
                    EventFilter.ofType(EventType.TASK_FAILED),
                    EventFilter.fromSource(AgentId.of("alice")),
                    EventFilter.hasTag("x"),
                    EventFilter.onTopic("a.*"),
                    EventFilter.minSeverity(EventSeverity.WARNING),
                    EventFilter.where("task.lines", Comparison.GREATER, 100))));
  }

  @Test
  void whatIsTurnedAroundStaysData() {
    assertThat(CelFilters.parse("!(type == 'own' || data.lines < 5 || !has(data.owner))"))
        .isEqualTo(
            new EventFilter.And(
                List.of(
                    EventFilter.not(EventFilter.ofType(EventType.of("own"))),
                    EventFilter.where("lines", Comparison.GREATER_OR_EQUAL, 5),
                    EventFilter.hasField("owner"))));
  }

  @Test
  void namesOfFieldsMayHoldAnything() {
    assertThat(CelFilters.parse("data['a.b'].c == 0.1"))
        .isEqualTo(
            new EventFilter.Where(
                new DataPath(List.of("a.b", "c")), Comparison.EQUAL, DataValue.of(0.1)));
  }

  @Test
  void whatHasNoOtherFormIsAskedOfCelAndSaysSo() {
    assertThat(CelFilters.parse("type == 'own' && tags.exists(tag, tag.startsWith('x'))"))
        .asInstanceOf(InstanceOfAssertFactories.type(EventFilter.And.class))
        .extracting(and -> and.filters().getLast())
        .asInstanceOf(InstanceOfAssertFactories.type(EventFilter.Custom.class))
        .extracting(EventFilter.Custom::name)
        .isEqualTo("cel:type=='own'&&tags.exists(tag,tag.startsWith('x'))");
  }

  @Test
  void numbersAreComparedExactlyEvenWhereDoublesAreNot() {
    var filter = CelFilters.parse("data.n == 9007199254740993.0 || data.n == 0.1");

    assertThat(filter.matches(event("{\"n\":0.1}"))).isTrue();
    assertThat(filter.matches(event("{\"n\":0.1000000000000000055511151231257827}"))).isFalse();
  }

  @Test
  void aWayThatEndsEarlyIsAFieldThatIsMissing() {
    assertThat(CelFilters.parse("!has(data.a.b)").matches(event("{\"c\":1}"))).isTrue();
  }

  @Test
  void timesAndMetadataCanBeAskedFor() {
    var filter =
        CelFilters.parse("time < timestamp('2026-01-02T00:00:00Z') && metadata['k'] == 'v'");

    assertThat(filter.matches(event("{}"))).isTrue();
  }

  @Test
  void aLoopThatTakesTooLongIsFalse() {
    var filter = CelFilters.parse("data.l.all(a, data.l.all(b, data.l.all(c, a + b + c >= 0)))");
    var numbers = "1,".repeat(99) + "1";

    assertThat(filter.matches(event("{\"l\":[1,2,3]}"))).isTrue();
    assertThat(filter.matches(event("{\"l\":[" + numbers + "]}"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "colour == 'red'|1|undeclared reference to 'colour'",
        "type == 'a' && sevrity > 3|16|undeclared reference to 'sevrity'",
        "type ==|8|mismatched input",
        "type|1|this is a string, not a condition",
        "severity >= 'ERROR'|10|no matching overload",
        "source == 'no spaces'|8|agent id",
        "topic == 'a..b'|7|topic",
        "topic.within('a.**')|13|pattern",
        "'a,b' in tags|7|tag",
      })
  void aMistakeIsRefusedWithItsColumn(String text, int column, String reason) {
    assertThatThrownBy(() -> CelFilters.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("INVALID_FILTER: filter, column " + column + " ")
        .hasMessageContaining("expected a condition in CEL")
        .hasMessageContaining(reason)
        .extracting(e -> ((InvalidInputException) e).code())
        .isEqualTo(ErrorCode.INVALID_FILTER);
  }

  @Test
  void textsThatAreTooLongOrTooDeepAreRefused() {
    assertThatThrownBy(() -> CelFilters.parse("true || ".repeat(2_000) + "true"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> CelFilters.parse("(".repeat(300) + "true" + ")".repeat(300)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> CelFilters.parse("")).isInstanceOf(InvalidInputException.class);
  }

  private static Event event(String data) {
    return Event.from(AgentId.of("alice"))
        .on("a.b")
        .type("own")
        .data(Payload.json(data))
        .metadata("k", "v")
        .withIdentity(new UUID(1, 2), Instant.parse("2026-01-01T12:00:00Z"));
  }
}
