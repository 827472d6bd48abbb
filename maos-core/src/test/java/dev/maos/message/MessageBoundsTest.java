package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.maos.base.Payload;
import dev.maos.base.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is at a bound is allowed; what is beyond is in {@link MessageBadInputTest}. */
class MessageBoundsTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void theShortestAndTheLongestTimeToLive() {
    assertThatCode(() -> draft().ttl(Duration.ofNanos(1))).doesNotThrowAnyException();
    assertThatCode(() -> draft().ttl(Duration.ofDays(365))).doesNotThrowAnyException();
  }

  @Test
  void noDelayAtAllAndMomentsOfThePast() {
    var message =
        draft()
            .deliverAfter(Duration.ZERO)
            .deadline(Instant.MIN)
            .deliverAt(Instant.MIN)
            .heartbeat();

    assertThat(message.timing().schedule()).isEqualTo(new Schedule.At(Instant.MIN));
  }

  @Test
  void sixtyFourHeadersOfSixteenKibibytesInAll() {
    var headers = new HashMap<String, String>();
    for (int i = 0; i < 64; i++) {
      headers.put("n".repeat(126) + "%02d".formatted(i), "v".repeat(128));
    }

    var message = draft().headers(headers).heartbeat();

    assertThat(message.headers().values()).isEqualTo(headers);
  }

  @Test
  void aHeaderOfFourKibibytes() {
    var value = "\u20ac".repeat(1_365) + "x";

    assertThat(draft().header("a", value).heartbeat().headers().value("a")).contains(value);
    assertThat(draft().header("a", "").heartbeat().headers().value("a")).contains("");
  }

  @Test
  void aHeaderNameOfEveryCharacterAllowed() {
    var name = "azAZ09-_.";

    assertThat(draft().header(name, "v").heartbeat().headers().value(name)).contains("v");
  }

  @Test
  void keysOf128Bytes() {
    var key = "\u20ac".repeat(42) + "ab";

    var handling = draft().orderedBy(key).identifiedBy("k").heartbeat().handling();

    assertThat(handling.orderingKey()).contains(key);
    assertThat(handling.idempotencyKey()).contains("k");
  }

  @Test
  void aNameOf128Characters() {
    var name = "!~" + "n".repeat(126);

    assertThat(draft().custom(name, Payload.empty()).name()).isEqualTo(name);
  }

  @Test
  void aTraceStateOf512Characters() {
    assertThatCode(() -> new TraceContext(PARENT, "a=b ~".repeat(102) + "ab"))
        .doesNotThrowAnyException();
  }

  @Test
  void thePathIsACopyAndItsLengthIsTheNumberOfHops() {
    var path = new ArrayList<>(List.of(Samples.PLANNER));

    var lineage = Lineage.NONE.along(path);
    path.add(Samples.WORKER);

    assertThat(lineage.path()).containsExactly(Samples.PLANNER);
    assertThat(lineage.hops()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"CRITICAL, 0, 8", "HIGH, 1, 4", "NORMAL, 2, 2", "LOW, 3, 1"})
  void aPriorityIsFoundByItsNameInAnyCaseAndByItsLane(String name, int lane, int share) {
    var priority = Priority.of(name);

    assertThat(priority.name()).isEqualTo(name);
    assertThat(Priority.of(name.substring(0, 1) + name.substring(1).toLowerCase(Locale.ROOT)))
        .isEqualTo(priority);
    assertThat(Priority.ofLane(lane)).isEqualTo(priority);
    assertThat(priority.lane()).isEqualTo(lane);
    assertThat(priority.share()).isEqualTo(share);
  }

  // The binary envelope holds these numbers, so they never change.
  @ParameterizedTest
  @CsvSource({
    "COMMAND, 1",
    "EVENT, 2",
    "QUERY, 3",
    "RESPONSE, 4",
    "HEARTBEAT, 5",
    "NOTIFICATION, 6",
    "REGISTRATION, 7",
    "DISCOVERY, 8",
    "CONSENSUS, 9",
    "ERROR, 10",
    "CUSTOM, 11"
  })
  void aTypeHasItsNumber(MessageType type, int code) {
    assertThat(type.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource
  void aGuaranteeHasItsNumber(Guarantee guarantee) {
    assertThat(guarantee.code())
        .isEqualTo(
            switch (guarantee) {
              case AT_MOST_ONCE -> 0;
              case AT_LEAST_ONCE -> 1;
              case EXACTLY_ONCE -> 2;
            });
  }

  private static MessageDraft draft() {
    return Samples.draft();
  }
}
