package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageDraft;
import dev.maos.message.MessageType;
import dev.maos.message.Priority;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueStats;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad messages are refused with a code, the field, the value and what is allowed. */
@Timeout(60)
class BusBadInputTest {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final AgentId BOB = AgentId.of("bob");

  private final ManualTime time = new ManualTime();
  private final MemoryTransport storage = new MemoryTransport(QueueLimits.defaults(), time);
  private final MessageBus bus =
      new MessageBus(storage, BusOptions.defaults(), time, new Seed(1).random());

  @AfterEach
  void close() {
    bus.close();
  }

  @ParameterizedTest(name = "row {0}")
  @MethodSource("refusals")
  void aBadInputIsRefusedAndTheBusWorksOn(String row, Refusal refusal) {
    var error =
        catchThrowableOfType(
            InvalidInputException.class, () -> bus.publish(refusal.bad().apply(draft())));

    assertThat(error).as("row %s", row).isNotNull();
    assertThat(error.code()).isEqualTo(refusal.code());
    assertThat(error.field()).isEqualTo(refusal.field());
    assertThat(error.value()).hasSizeLessThanOrEqualTo(64);
    assertThat(error).hasMessageContaining(refusal.says());
    assertUnharmed();
  }

  /** A message that must be refused, and how. */
  record Refusal(ErrorCode code, String field, String says, Function<MessageDraft, Message> bad) {}

  static Stream<Arguments> refusals() {
    return Stream.of(
        row("21 no sender", ErrorCode.MISSING_FIELD, "sender", "required", d -> noSender()),
        row(
            "21 no recipient",
            ErrorCode.MISSING_FIELD,
            "recipient",
            "required",
            d -> noRecipient()),
        row("21 no topic", ErrorCode.MISSING_FIELD, "topic", "required", d -> noTopic()),
        row("21 no type", ErrorCode.MISSING_FIELD, "type", "required", d -> noType(d)),
        row(
            "22 payload 1 byte over the limit",
            ErrorCode.PAYLOAD_TOO_LARGE,
            "payload",
            "1048577/1048576",
            d -> d.command(Payload.binary(new byte[1024 * 1024 + 1]))),
        ttl("29 ttl -1", Duration.ofSeconds(-1)),
        ttl("29 ttl 0", Duration.ZERO),
        ttl("29 ttl of Long.MAX_VALUE seconds", Duration.ofSeconds(Long.MAX_VALUE)),
        row(
            "30 priority 99",
            ErrorCode.INVALID_PRIORITY,
            "priority",
            "CRITICAL, HIGH",
            d -> p99(d)),
        row(
            "30 priority \"urgent\"",
            ErrorCode.INVALID_PRIORITY,
            "priority",
            "NORMAL or LOW",
            d -> d.priority(Priority.of("urgent")).heartbeat()),
        row(
            "31 65 headers",
            ErrorCode.HEADERS_TOO_LARGE,
            "headers",
            "at most 64",
            BusBadInputTest::manyHeaders),
        row(
            "31 header name of 129 characters",
            ErrorCode.HEADERS_TOO_LARGE,
            "header name",
            "128",
            d -> d.header("k".repeat(129), "v").heartbeat()),
        row(
            "31 header value of 5 KiB",
            ErrorCode.HEADERS_TOO_LARGE,
            "header k",
            "4096",
            d -> d.header("k", "v".repeat(5 * 1024)).heartbeat()),
        row(
            "31 headers of 17 KiB in all",
            ErrorCode.HEADERS_TOO_LARGE,
            "headers",
            "16384",
            BusBadInputTest::bigHeaders));
  }

  @ParameterizedTest(name = "row 29 {0}")
  @MethodSource("pastDeadlines")
  void aMessageThatIsOverBeforeItBeginsIsRefusedAsExpired(String row, Duration ago) {
    var late = draft().deadline(time.now().minus(ago)).heartbeat();

    assertThatThrownBy(() -> bus.publish(late))
        .as(row)
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPIRED));
    assertUnharmed();
  }

  static Stream<Arguments> pastDeadlines() {
    return Stream.of(
        Arguments.of("deadline now", Duration.ZERO),
        Arguments.of("deadline a microsecond ago", Duration.ofNanos(1_000)),
        Arguments.of("deadline a year ago", Duration.ofDays(365)));
  }

  @ParameterizedTest(name = "row 34 {0}")
  @MethodSource("batches")
  void aBadBatchIsRefusedWhole(String row, List<Message> batch, ErrorCode code, String says) {
    assertThatThrownBy(() -> bus.publishAll(batch))
        .as(row)
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(says);
    assertUnharmed();
  }

  static Stream<Arguments> batches() {
    var good = draft().heartbeat();
    var bad = draft().command(Payload.binary(new byte[1024 * 1024 + 1]));
    return Stream.of(
        Arguments.of(
            "10,001 messages",
            Collections.nCopies(10_001, good),
            ErrorCode.BATCH_TOO_LARGE,
            "10001"),
        Arguments.of(
            "the third is bad",
            List.of(good, good, bad, good),
            ErrorCode.PAYLOAD_TOO_LARGE,
            "message 2"));
  }

  /** Nothing was stored, and what is good goes through. */
  private void assertUnharmed() {
    assertThat(storage.queues().stream().mapToInt(QueueStats::depth).sum()).isZero();
    var bob = new Recorder();
    bus.subscribe(BOB, TopicPattern.of(">"), bob);
    bus.publish(draft().command(Payload.text("good")));
    bob.await(1);
    assertThat(bob.texts()).containsExactly("good");
  }

  private static Arguments ttl(String row, Duration ttl) {
    return row(row, ErrorCode.INVALID_TTL, "ttl", "365 days", d -> d.ttl(ttl).heartbeat());
  }

  private static Arguments row(
      String row, ErrorCode code, String field, String says, Function<MessageDraft, Message> bad) {
    return Arguments.of(row, new Refusal(code, field, says, bad));
  }

  private static MessageDraft draft() {
    return Message.from(ALICE).to(BOB).on("jobs");
  }

  private static Message noSender() {
    return Message.from(nothing(AgentId.class)).to(BOB).on("jobs").heartbeat();
  }

  private static Message noRecipient() {
    return Message.from(ALICE).on("jobs").heartbeat();
  }

  private static Message noTopic() {
    return Message.from(ALICE).to(BOB).heartbeat();
  }

  private static Message noType(MessageDraft draft) {
    return draft.message(nothing(MessageType.class), "", Payload.empty());
  }

  private static Message p99(MessageDraft draft) {
    return draft.priority(Priority.ofLane(99)).heartbeat();
  }

  private static Message manyHeaders(MessageDraft draft) {
    var headers = new HashMap<String, String>();
    for (int i = 0; i < 65; i++) {
      headers.put("header-" + i, "value");
    }
    return draft.headers(headers).heartbeat();
  }

  private static Message bigHeaders(MessageDraft draft) {
    var headers = new HashMap<String, String>();
    for (int i = 0; i < 5; i++) {
      headers.put("header-" + i, "v".repeat(3_500));
    }
    return draft.headers(headers).heartbeat();
  }

  @SuppressWarnings("NullAway") // returns what the types forbid, on purpose
  private static <T> T nothing(Class<T> type) {
    return type.cast(null);
  }
}
