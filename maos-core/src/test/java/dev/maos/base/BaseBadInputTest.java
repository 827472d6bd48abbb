package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BaseBadInputTest {
  @ParameterizedTest
  @MethodSource("rows")
  void isRefusedWithItsCodeItsValueAndTheAllowedForm(
      ErrorCode code, String value, String message, ThrowingCallable call) {
    var refusal = catchThrowableOfType(InvalidInputException.class, call);

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.value()).isEqualTo(value).hasSizeLessThanOrEqualTo(64);
    assertThat(refusal.allowed()).isNotBlank();
    assertThat(refusal)
        .hasMessageStartingWith(code + ": " + refusal.field() + " \"" + value + "\"")
        .hasMessageContaining(message)
        .hasMessageEndingWith("expected " + refusal.allowed());
  }

  static Stream<Arguments> rows() {
    return Stream.of(agentIds(), topics(), payloadObjects(), payloadTexts(), payloadBytes())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> agentIds() {
    return Stream.of(
        agentId("1: empty agent id", "", ""),
        agentId("2: blank agent id", " ", " "),
        agentId("3: agent id of 65 characters", "a".repeat(65), "a".repeat(63) + "…"),
        agentId("4: agent id with a space", "a b", "a b"),
        agentId("5: agent id with a colon", "a:b", "a:b"),
        agentId("6: agent id in Cyrillic", "\u0430", "\\u0430"),
        agentId("7: agent id in braces", "{x}", "{x}"),
        agentId("8: agent id that is a wildcard", "*", "*"),
        agentId("9: agent id that is a path", "../x", "../x"),
        agentId("10: agent id with a line break", "a\nb", "a\\nb"),
        agentId("11: agent id with a zero", "a\0", "a\\0"));
  }

  private static Stream<Arguments> topics() {
    return Stream.of(
        topic("13: empty topic", "", ""),
        topic("14: topic that starts with a dot", ".a", ".a"),
        topic("15: topic with an empty segment", "a..b", "a..b"),
        topic("16: topic of 17 segments", "a" + ".a".repeat(16), "a" + ".a".repeat(16)),
        topic("17: topic of 256 bytes", segments(64, 64, 64, 61), "a".repeat(63) + "…"),
        row(
            "18: publish to a pattern",
            ErrorCode.WILDCARD_IN_PUBLISH,
            "orders.*",
            "without '*'",
            () -> Topic.of("orders.*")),
        row(
            "19: reserved topic",
            ErrorCode.RESERVED_TOPIC,
            "_maos.x",
            "_maos",
            () -> Topic.of("_maos.x")),
        pattern("20: pattern with a tail in the middle", "a.>.b"),
        pattern("20: pattern with half a wildcard", "a*"));
  }

  private static Stream<Arguments> payloadObjects() {
    return Stream.of(
        row(
            "23: object nested 65 deep",
            ErrorCode.NESTING_TOO_DEEP,
            "65/64",
            "at most 64",
            () -> Payload.of(nested(65))),
        number("24: NaN", "NaN", () -> Payload.of(Double.NaN)),
        number("24: infinity", "-Infinity", () -> Payload.of(Map.of("a", List.of(-1f / 0f)))),
        row(
            "25: object with half a surrogate pair",
            ErrorCode.INVALID_UTF8,
            "\\ud83d",
            "$.a[1] at char offset 2",
            () -> Payload.of(Map.of("a", List.of("", "xy\ud83dz")))),
        object("26: cyclic map", "java.util.HashMap", () -> Payload.of(cycle())),
        object("27: thread", "java.lang.Thread", () -> Payload.of(Map.of("t", new Thread()))));
  }

  private static Stream<Arguments> payloadTexts() {
    var digits = "7".repeat(10_000);
    return Stream.of(
        row(
            "23: JSON nested 65 deep",
            ErrorCode.NESTING_TOO_DEEP,
            "65/64",
            "at most 64",
            () -> Payload.json("[".repeat(65) + "]".repeat(65))),
        number("24: JSON NaN", "NaN", () -> Payload.json("{\"a\":[NaN]}")),
        number("24: JSON number beyond a double", "1e999", () -> Payload.json("[1e999]")),
        number("24: 10,000 digits", "7".repeat(63) + "…", () -> Payload.json("[" + digits + "]")),
        row(
            "25: text with half a surrogate pair",
            ErrorCode.INVALID_UTF8,
            "\\udc00",
            "char offset 1",
            () -> Payload.text("a\udc00")),
        row(
            "25: JSON with an escaped half of a surrogate pair",
            ErrorCode.INVALID_UTF8,
            "\\\\ud800",
            "byte offset 2",
            () -> Payload.json("[\"\\ud800\"]")),
        json("28: duplicate key", "{\"a\":1,\n \"a\":2}", ":2", "line 2, column 5"),
        json("28: trailing garbage", "{} x", "x", "line 1, column 4"),
        json("28: second document", "[1][2]", "[2", "line 1, column 4"),
        json("28: nothing", "", "", "line 1, column 1"),
        json("28: unfinished document", "[1,", "", "line 1, column 4"),
        json("28: byte order mark", "\ufeff1", "\\ufeff1", "line 1, column 1"));
  }

  private static Stream<Arguments> payloadBytes() {
    return Stream.of(
        bytes("25: invalid UTF-8", "ff", "byte offset 1", '"', 0xFF, '"'),
        bytes("25: overlong UTF-8", "c0", "byte offset 0", 0xC0, 0xAF),
        bytes("25: surrogate in UTF-8", "ed a0 80", "byte offset 1", '"', 0xED, 0xA0, 0x80, '"'),
        bytes("25: truncated UTF-8", "e2 82", "byte offset 1", '"', 0xE2, 0x82),
        row(
            "28: UTF-16",
            ErrorCode.MALFORMED_JSON,
            "\\0[\\0",
            "line 1, column 1",
            () -> Payload.json("[]".getBytes(StandardCharsets.UTF_16BE))));
  }

  private static Arguments agentId(String name, String input, String value) {
    return row(
        name,
        ErrorCode.INVALID_AGENT_ID,
        value,
        "1-64 letters, digits, '-' or '_'",
        () -> AgentId.of(input));
  }

  private static Arguments topic(String name, String input, String value) {
    return row(
        name,
        ErrorCode.INVALID_TOPIC,
        value,
        "1-16 segments joined by '.', at most 255 bytes",
        () -> Topic.of(input));
  }

  private static Arguments pattern(String name, String input) {
    return row(
        name, ErrorCode.INVALID_PATTERN, input, "whole segment", () -> TopicPattern.of(input));
  }

  private static Arguments number(String name, String value, ThrowingCallable call) {
    return row(name, ErrorCode.INVALID_NUMBER, value, "at most 100 characters", call);
  }

  private static Arguments object(String name, String type, ThrowingCallable call) {
    return row(name, ErrorCode.UNSERIALIZABLE_PAYLOAD, type, "without a cycle", call);
  }

  private static Arguments json(String name, String document, String value, String where) {
    return row(name, ErrorCode.MALFORMED_JSON, value, where, () -> Payload.json(document));
  }

  private static Arguments bytes(String name, String value, String where, int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return row(name, ErrorCode.INVALID_UTF8, value, where, () -> Payload.json(bytes));
  }

  private static Arguments row(
      String name, ErrorCode code, String value, String message, ThrowingCallable call) {
    return argumentSet(name, code, value, message, call);
  }

  private static String segments(int... lengths) {
    var joined = new StringBuilder();
    for (int length : lengths) {
      joined.append(joined.isEmpty() ? "" : ".").append("a".repeat(length));
    }
    return joined.toString();
  }

  private static Object nested(int depth) {
    Object value = "core";
    for (int i = 0; i < depth; i++) {
      value = List.of(value);
    }
    return value;
  }

  private static Map<String, Object> cycle() {
    var map = new HashMap<String, Object>();
    map.put("self", List.of(map));
    return map;
  }
}
