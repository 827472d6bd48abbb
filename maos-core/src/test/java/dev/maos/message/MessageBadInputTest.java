package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageBadInputTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @ParameterizedTest
  @MethodSource("rows")
  void isRefusedWithItsCodeItsFieldAndTheAllowedForm(
      ErrorCode code, String field, String allowed, ThrowingCallable call) {
    var refusal = catchThrowableOfType(InvalidInputException.class, call);

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.field()).isEqualTo(field);
    assertThat(refusal.value()).hasSizeLessThanOrEqualTo(64);
    assertThat(refusal.allowed()).contains(allowed);
    assertThat(refusal).hasMessageStartingWith(code + ": " + field.replaceFirst(",.*", ""));
  }

  static Stream<Arguments> rows() {
    return Stream.of(
            missing(), names(), times(), priorities(), headers(), keys(), texts(), traces())
        .flatMap(rows -> rows);
  }

  @SuppressWarnings("NullAway") // the rows break the rule on purpose
  private static Stream<Arguments> missing() {
    return Stream.of(
        missing("sender", () -> Message.from(null)),
        missing("recipient", () -> draft().to((AgentId) null)),
        missing("recipient", () -> draft().to((Address) null)),
        missing("recipient", () -> Message.from(Samples.PLANNER).on("a").heartbeat()),
        missing("topic", () -> draft().on((Topic) null)),
        missing("topic", () -> Message.from(Samples.PLANNER).toEveryone().heartbeat()),
        missing("type", () -> draft().message(null, "", Payload.empty())),
        missing("payload", () -> draft().command(null)),
        missing("priority", () -> draft().priority(null)),
        missing("guarantee", () -> draft().guarantee(null)),
        missing("name", () -> draft().custom("", Payload.empty())));
  }

  private static Stream<Arguments> names() {
    return Stream.of(
        name("name with a space", "analyze data"),
        name("name with a line break", "a\nb"),
        name("name with a zero", "a\0"),
        name("name beyond ASCII", "pr\u00fcfen"),
        name("name with a delete character", "a\u007f"),
        name("name of 129 characters", "n".repeat(129)),
        row(
            "group with a space",
            ErrorCode.INVALID_GROUP,
            "group name",
            "1-64 letters",
            () -> draft().toGroup("a b")),
        row(
            "empty correlation",
            ErrorCode.INVALID_ID,
            "correlation id",
            "1-128 visible",
            () -> draft().correlatedWith(CorrelationId.of(""))),
        row(
            "error code with a space",
            ErrorCode.INVALID_NAME,
            "name",
            "1-128 visible",
            () -> draft().error("no paper", "")));
  }

  private static Stream<Arguments> times() {
    return Stream.of(
        ttl("29: ttl -1 ms", Duration.ofMillis(-1)),
        ttl("29: ttl 0", Duration.ZERO),
        ttl("29: ttl Long.MAX ms", Duration.ofMillis(Long.MAX_VALUE)),
        ttl("29: ttl Long.MAX s", Duration.ofSeconds(Long.MAX_VALUE)),
        ttl("29: ttl Long.MIN s", Duration.ofSeconds(Long.MIN_VALUE)),
        ttl("29: ttl 365 days and 1 ns", Duration.ofDays(365).plusNanos(1)),
        row(
            "29: delay -1 ns",
            ErrorCode.INVALID_DELAY,
            "delay",
            "zero or more",
            () -> draft().deliverAfter(Duration.ofNanos(-1))));
  }

  private static Stream<Arguments> priorities() {
    return Stream.of(
        priority("30: priority \"urgent\"", () -> Priority.of("urgent")),
        priority("30: priority \"99\"", () -> Priority.of("99")),
        priority("30: priority \"\"", () -> Priority.of("")),
        priority("30: priority 99", () -> Priority.ofLane(99)),
        priority("30: priority 4", () -> Priority.ofLane(4)),
        priority("30: priority -1", () -> Priority.ofLane(-1)));
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        tooLarge("31: 65 headers", "headers", () -> draft().headers(headers(65, 1))),
        tooLarge(
            "31: the 65th header",
            "headers",
            () -> draft().headers(headers(64, 1)).header("more", "")),
        tooLarge("31: key of 129 bytes", "header name", () -> draft().header("k".repeat(129), "")),
        tooLarge("31: value of 5 KiB", "header a", () -> draft().header("a", "v".repeat(5 * 1024))),
        tooLarge(
            "31: value of 4097 bytes", "header a", () -> draft().header("a", "v".repeat(4_097))),
        tooLarge(
            "31: value of 4098 bytes in 1366 characters",
            "header a",
            () -> draft().header("a", "\u20ac".repeat(1_366))),
        tooLarge("31: 16,385 bytes in all", "headers", () -> draft().headers(total(16_385))),
        header("header without name", ""),
        header("header with a space", "a b"),
        header("header with a colon", "a:b"),
        header("header with a line break", "a\nb"),
        header("header beyond ASCII", "\u0430"));
  }

  private static Stream<Arguments> keys() {
    return Stream.of(
        key("ordering key", "", () -> draft().orderedBy("")),
        key("ordering key", "129 bytes", () -> draft().orderedBy("k".repeat(129))),
        key("idempotency key", "", () -> draft().identifiedBy("")),
        key("idempotency key", "129 bytes", () -> draft().identifiedBy("\u20ac".repeat(43))));
  }

  private static Stream<Arguments> texts() {
    var half = "ab\ud83d";
    return Stream.of(
        text("header a, text at char offset 2", () -> draft().header("a", half)),
        text("ordering key, text at char offset 2", () -> draft().orderedBy(half)),
        text("idempotency key, text at char offset 2", () -> draft().identifiedBy(half)),
        row(
            "path of 256 senders",
            ErrorCode.HOP_LIMIT,
            "path",
            "at most 255",
            () -> Lineage.NONE.along(Collections.nCopies(256, Samples.PLANNER))));
  }

  private static Arguments text(String field, ThrowingCallable call) {
    return row(
        "25: half a surrogate pair in " + field, ErrorCode.INVALID_UTF8, field, "pairs", call);
  }

  private static Stream<Arguments> traces() {
    return Stream.of(
        trace("empty", "traceparent", "", ""),
        trace("short", "traceparent", PARENT.substring(1), ""),
        trace("long", "traceparent", PARENT + "-00", ""),
        trace("in upper case", "traceparent", PARENT.toUpperCase(Locale.ROOT), ""),
        trace("with a line break", "traceparent", PARENT + "\n", ""),
        trace("state of 513 characters", "tracestate", PARENT, "s".repeat(513)),
        trace("state with a line break", "tracestate", PARENT, "a=b\nc=d"),
        trace("state beyond ASCII", "tracestate", PARENT, "a=\u00e9"));
  }

  private static Arguments row(
      String name, ErrorCode code, String field, String allowed, ThrowingCallable call) {
    return argumentSet(name, code, field, allowed, call);
  }

  private static Arguments missing(String field, ThrowingCallable call) {
    return row("21: no " + field, ErrorCode.MISSING_FIELD, field, field, call);
  }

  private static Arguments name(String row, String name) {
    var allowed = "1-128 visible ASCII characters";
    return row(
        row, ErrorCode.INVALID_NAME, "name", allowed, () -> draft().command(name, Payload.empty()));
  }

  private static Arguments ttl(String row, Duration ttl) {
    return row(row, ErrorCode.INVALID_TTL, "ttl", "at most 365 days", () -> draft().ttl(ttl));
  }

  private static Arguments priority(String row, ThrowingCallable call) {
    return row(row, ErrorCode.INVALID_PRIORITY, "priority", "CRITICAL, HIGH, NORMAL or LOW", call);
  }

  private static Arguments tooLarge(String row, String field, ThrowingCallable call) {
    return row(row, ErrorCode.HEADERS_TOO_LARGE, field, "at most", call);
  }

  private static Arguments header(String row, String name) {
    return row(
        row, ErrorCode.INVALID_HEADER, "header name", "letters", () -> draft().header(name, "v"));
  }

  private static Arguments key(String field, String what, ThrowingCallable call) {
    return row(field + " " + what, ErrorCode.INVALID_KEY, field, "1-128 bytes", call);
  }

  private static Arguments trace(String row, String field, String parent, String state) {
    return row(
        "trace " + row,
        ErrorCode.INVALID_TRACE_CONTEXT,
        field,
        "",
        () -> new TraceContext(parent, state));
  }

  private static Map<String, String> headers(int count, int valueLength) {
    var headers = new HashMap<String, String>();
    for (int i = 0; i < count; i++) {
      headers.put("name-%02d".formatted(i), "v".repeat(valueLength));
    }
    return headers;
  }

  private static Map<String, String> total(int bytes) {
    var headers = headers(8, 2_000);
    headers.put("rest", "v".repeat(bytes - 8 * 2_007 - 4));
    return headers;
  }

  private static MessageDraft draft() {
    return Samples.draft();
  }
}
