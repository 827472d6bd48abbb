package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.Seed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageJsonBadInputTest {
  @ParameterizedTest
  @MethodSource("values")
  void aBadValueIsRefusedByItsName(ErrorCode code, String field, Object value) {
    var fields = full();
    fields.put(field, value);

    var refusal = refusal(Payload.of(fields).text());

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.field()).contains(field);
    assertThat(refusal.value()).hasSizeLessThanOrEqualTo(64);
    assertThat(refusal.allowed()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maos",
        "id",
        "sentAt",
        "dueAt",
        "expiresAt",
        "type",
        "from",
        "to",
        "topic",
        "priority",
        "guarantee",
        "ttl",
        "mediaType",
        "payload",
        "traceparent"
      })
  void aMissingFieldIsNamed(String field) {
    var fields = full();
    fields.remove(field);

    var refusal = refusal(Payload.of(fields).text());

    assertThat(refusal.code()).isEqualTo(ErrorCode.MISSING_FIELD);
    assertThat(refusal.field()).isEqualTo("envelope field " + field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity",
        "name",
        "deliverAfter",
        "deadline",
        "correlation",
        "causation",
        "path",
        "tracestate",
        "orderingKey",
        "idempotencyKey",
        "replyTo",
        "receipt",
        "headers"
      })
  void aFieldAtItsDefaultMayBeLeftOut(String field) {
    var fields = full();
    assertThat(fields.remove(field)).isNotNull();

    var read = MessageJson.read(Payload.of(fields).text());

    assertThat(read.id()).isEqualTo(Samples.ID);
    assertThat(MessageJson.write(read)).isEqualTo(Payload.of(fields).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prioritty", "Maos", "", "deliverAt", "text", "base64", "\u202eon"})
  void aFieldTooManyIsNamed(String field) {
    var fields = full();
    fields.put(field, "2026-01-01T00:00:00Z");

    var refusal = refusal(Payload.of(fields).text());

    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_ENVELOPE);
    assertThat(refusal).hasMessageContaining("envelope field");
  }

  @Test
  void anUnknownFieldIsRefusedWithTheKnownOnes() {
    var json =
        MessageJson.write(Samples.minimal()).replace("{\"maos\"", "{\"prioritty\":1,\"maos\"");

    var refusal = refusal(json);

    assertThat(refusal.value()).isEqualTo("prioritty");
    assertThat(refusal.allowed()).contains("priority", "headers", "orderingKey");
  }

  @Test
  void aVersionOfTheFutureIsRefusedWhateverElseIsThere() {
    var refusal = refusal("{\"maos\":2,\"new\":true}");

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
    assertThat(refusal.value()).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"text\"", "[{\"maos\":1}]"})
  void anythingButAnObjectIsRefused(String json) {
    assertThat(refusal(json).code()).isEqualTo(ErrorCode.MALFORMED_ENVELOPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"maos\":1,\"maos\":1}", "{\"maos\":1} {}", "{'maos':1}"})
  void whatIsNoStrictJsonIsRefused(String json) {
    assertThat(refusal(json).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @Test
  void everyTruncationIsRefused() {
    var json = MessageJson.write(Samples.full());
    for (int length = 0; length < json.length(); length++) {
      // A cut through a pair of surrogates leaves no text.
      assertThat(refusal(json.substring(0, length)).code())
          .isIn(ErrorCode.MALFORMED_JSON, ErrorCode.INVALID_UTF8);
    }
  }

  @Test
  void anyOtherCharacterIsRefusedWithACodeOrGivesAnEnvelope() {
    var json = MessageJson.write(Samples.full());
    Seed.next()
        .times(
            5_000,
            random -> {
              var changed = new StringBuilder(json);
              changed.setCharAt(random.nextInt(json.length()), (char) random.nextInt(' ', 0x7f));
              try {
                var read = MessageJson.read(changed.toString());
                EnvelopeCheck.assertSame(MessageJson.read(MessageJson.write(read)), read);
              } catch (MaosException refused) {
                assertThat(refused).isInstanceOf(InvalidInputException.class);
              }
            });
  }

  static Stream<Arguments> values() {
    return Stream.of(ofTheEnvelope(), ofTheMessage(), ofItsParts(), ofOtherKinds())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> ofTheEnvelope() {
    return Stream.of(
        row(ErrorCode.UNSUPPORTED_VERSION, "maos", 0),
        row(ErrorCode.UNSUPPORTED_VERSION, "maos", 1L << 40),
        row(ErrorCode.UNSUPPORTED_VERSION, "maos", 1.5),
        row(ErrorCode.MALFORMED_ENVELOPE, "maos", "1"),
        row(ErrorCode.INVALID_ID, "id", "1"),
        row(ErrorCode.MALFORMED_ENVELOPE, "id", "019B7A00-0000-7000-8000-000000000001"),
        row(ErrorCode.MALFORMED_ENVELOPE, "identity", "derived"),
        row(ErrorCode.MALFORMED_ENVELOPE, "sentAt", "yesterday"),
        row(ErrorCode.MALFORMED_ENVELOPE, "sentAt", "2026-01-01"),
        row(ErrorCode.MALFORMED_ENVELOPE, "dueAt", "2026-01-01T00:00:00.0000001Z"),
        row(ErrorCode.MALFORMED_ENVELOPE, "dueAt", "2026-02-30T00:00:00Z"),
        row(ErrorCode.MALFORMED_ENVELOPE, "expiresAt", "+294247-01-10T04:00:54.775808Z"),
        row(ErrorCode.MALFORMED_ENVELOPE, "expiresAt", "-290308-12-21T19:59:05.224191Z"),
        row(ErrorCode.MALFORMED_ENVELOPE, "expiresAt", "+1000000000-12-31T23:59:59Z"));
  }

  private static Stream<Arguments> ofTheMessage() {
    return Stream.of(
        row(ErrorCode.MALFORMED_ENVELOPE, "type", "command"),
        row(ErrorCode.INVALID_NAME, "name", "a b"),
        row(ErrorCode.INVALID_NAME, "name", "n".repeat(129)),
        row(ErrorCode.INVALID_AGENT_ID, "from", "a b"),
        row(ErrorCode.MALFORMED_ENVELOPE, "to", "worker"),
        row(ErrorCode.MALFORMED_ENVELOPE, "to", "everyone:"),
        row(ErrorCode.INVALID_AGENT_ID, "to", "agent:"),
        row(ErrorCode.INVALID_GROUP, "to", "group:*"),
        row(ErrorCode.INVALID_TOPIC, "topic", "a..b"),
        row(ErrorCode.WILDCARD_IN_PUBLISH, "topic", "a.*"),
        row(ErrorCode.INVALID_PRIORITY, "priority", "urgent"),
        row(ErrorCode.MALFORMED_ENVELOPE, "guarantee", "TWICE"),
        row(ErrorCode.INVALID_MEDIA_TYPE, "mediaType", "json"),
        row(ErrorCode.MALFORMED_ENVELOPE, "mediaType", "text/plain"));
  }

  private static Stream<Arguments> ofItsParts() {
    return Stream.of(
        row(ErrorCode.MALFORMED_ENVELOPE, "ttl", "1 hour"),
        row(ErrorCode.MALFORMED_ENVELOPE, "ttl", "PT9223372036854775808S"),
        row(ErrorCode.INVALID_TTL, "ttl", "PT0S"),
        row(ErrorCode.INVALID_TTL, "ttl", "PT8760H0.000000001S"),
        row(ErrorCode.INVALID_DELAY, "deliverAfter", "PT-1S"),
        row(ErrorCode.MALFORMED_ENVELOPE, "deadline", "soon"),
        row(ErrorCode.INVALID_ID, "correlation", ""),
        row(ErrorCode.INVALID_ID, "causation", "x"),
        row(ErrorCode.INVALID_AGENT_ID, "path", List.of("worker", "")),
        row(ErrorCode.INVALID_TRACE_CONTEXT, "traceparent", "00"),
        row(ErrorCode.INVALID_AGENT_ID, "replyTo", Map.of("agent", "", "topic", "a")),
        row(ErrorCode.MISSING_FIELD, "replyTo", Map.of("agent", "a")),
        row(
            ErrorCode.MALFORMED_ENVELOPE,
            "replyTo",
            Map.of("agent", "a", "topic", "a", "priority", "LOW")));
  }

  private static Stream<Arguments> ofOtherKinds() {
    return Stream.of(
        row(ErrorCode.MALFORMED_ENVELOPE, "id", 17),
        row(ErrorCode.MALFORMED_ENVELOPE, "topic", List.of("a")),
        row(ErrorCode.MALFORMED_ENVELOPE, "name", Map.of()),
        row(ErrorCode.MALFORMED_ENVELOPE, "receipt", "true"),
        row(ErrorCode.MALFORMED_ENVELOPE, "path", "worker"),
        row(ErrorCode.MALFORMED_ENVELOPE, "path", List.of("worker", 1)),
        row(ErrorCode.MALFORMED_ENVELOPE, "replyTo", "worker"),
        row(ErrorCode.MALFORMED_ENVELOPE, "headers", List.of()),
        row(ErrorCode.MALFORMED_ENVELOPE, "headers", Map.of("a", 1)),
        row(ErrorCode.MALFORMED_ENVELOPE, "headers", Collections.singletonMap("a", null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "QQ", "QQ=", "QR==", "QQ==\n", "QQ==QQ=="})
  void onlyTheOneFormOfBase64IsRead(String base64) {
    var fields = full();
    fields.remove("payload");
    fields.put("base64", base64);

    var refusal = refusal(Payload.of(fields).text());

    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_ENVELOPE);
    assertThat(refusal.field()).contains("base64");
  }

  @Test
  void nullIsNoAbsence() {
    var json = MessageJson.write(Samples.minimal()).replace("{\"maos\"", "{\"name\":null,\"maos\"");

    assertThat(refusal(json).field()).isEqualTo("envelope field name");
  }

  private static Arguments row(ErrorCode code, String field, Object value) {
    return argumentSet(field + " " + value, code, field, value);
  }

  private static InvalidInputException refusal(String json) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> MessageJson.read(json));
    assertThat(refusal).as("refusal of " + json).isNotNull();
    return refusal;
  }

  private static Map<String, Object> full() {
    var fields = new LinkedHashMap<String, Object>();
    Map<?, ?> read = Payload.json(MessageJson.write(Samples.full())).as(Map.class);
    read.forEach((name, value) -> fields.put((String) name, value));
    return fields;
  }
}
