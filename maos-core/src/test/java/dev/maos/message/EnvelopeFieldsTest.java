package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The optional fields come in one form only; each other form is refused (row 57). */
class EnvelopeFieldsTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @ParameterizedTest
  @MethodSource("forms")
  void anyOtherFormIsRefused(String reason, RawEnvelope envelope) {
    var bytes = envelope.bytes();

    var refusal = catchThrowableOfType(MaosException.class, () -> Envelope.read(bytes));

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_ENVELOPE);
    assertThat(refusal).hasMessageContaining(reason);
  }

  @Test
  void theseTestsPutTogetherWhatTheWriterWould() {
    assertThat(RawEnvelope.of(Samples.full()).bytes()).isEqualTo(Samples.full().bytes());
  }

  static Stream<Arguments> forms() {
    return Stream.of(order(), names(), times(), texts(), headers(), assignments())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> order() {
    return Stream.of(
        row("field 0", "order", raw().with(0, text("x"))),
        row("field 14", "field 14", raw().with(14, text("x"))),
        row("field 127", "field 127", raw().with(127, text("x"))),
        row("field 255", "order", raw().with(255, text("x"))),
        row("a field twice", "twice", raw().with(4, text("x")).with(4, text("x"))),
        row("fields out of order", "order", raw().with(9, text("x")).with(4, text("x"))),
        row("a field without content", "empty", raw().with(4)),
        row("a path without senders", "empty", raw().with(6)),
        row("a trace state without trace parent", "traceparent", raw().with(8, text("a=b"))),
        row(
            "an empty trace state",
            "empty",
            raw().with(EnvelopeField.TRACE_PARENT, text(PARENT)).with(8)),
        row("a field longer than the rest", "longer", overlong()));
  }

  private static Stream<Arguments> names() {
    return Stream.of(
        row("an empty sender", "INVALID_AGENT_ID", raw().name(0, "")),
        row("a sender beyond ASCII", "INVALID_AGENT_ID", raw().name(0, "\u00e9")),
        row("an empty recipient", "INVALID_AGENT_ID", raw().name(1, "")),
        row("a group with a space", "INVALID_GROUP", raw().head(8, 2).name(1, "a b")),
        row("everyone with a name", "everyone", raw().head(8, 3)),
        row("a pattern as topic", "WILDCARD_IN_PUBLISH", raw().name(2, "a.*")),
        row("an empty topic", "INVALID_TOPIC", raw().name(2, "")),
        row("an empty media type", "INVALID_MEDIA_TYPE", raw().name(3, "")),
        row("a media type in upper case", "lower case", raw().name(3, "Text/plain")),
        row("a name with a space", "INVALID_NAME", raw().name(4, "a b")),
        row("a name of 129 characters", "INVALID_NAME", raw().name(4, "n".repeat(129))),
        row("a custom message without name", "MISSING_FIELD", raw().head(5, 11)),
        row("four names", "shorter", fourNames()));
  }

  private static Stream<Arguments> times() {
    return Stream.of(
        row("an unknown schedule", "schedule", raw().with(1, kind(3, 1, 0))),
        row("a negative delay", "INVALID_DELAY", raw().with(1, kind(1, -1, 0))),
        row("a schedule of 12 bytes", "shorter", raw().with(1, Arrays.copyOf(kind(1, 1, 0), 12))),
        row("a schedule of 14 bytes", "longer", raw().with(1, Arrays.copyOf(kind(1, 1, 0), 14))),
        row("a schedule beyond the calendar", "calendar", raw().with(1, kind(2, 1L << 60, 0))),
        row("the default time to live", "default", raw().with(2, time(86_400, 0))),
        row("a time to live of zero", "INVALID_TTL", raw().with(2, time(0, 0))),
        row("a negative time to live", "INVALID_TTL", raw().with(2, time(-1, 0))),
        row(
            "a time to live of 365 days and 1 ns",
            "INVALID_TTL",
            raw().with(2, time(31_536_000, 1))),
        row("the longest time to live", "INVALID_TTL", raw().with(2, time(Long.MAX_VALUE, 0))),
        row("a second of nanoseconds", "nanoseconds", raw().with(2, time(1, 1_000_000_000))),
        row("negative nanoseconds", "nanoseconds", raw().with(3, time(1, -1))),
        row("a deadline beyond the calendar", "calendar", raw().with(3, time(Long.MIN_VALUE, 0))),
        row("a deadline of 8 bytes", "shorter", raw().with(3, new byte[8])));
  }

  private static Stream<Arguments> texts() {
    return Stream.of(
        row("a correlation with a space", "INVALID_ID", raw().with(4, text("a b"))),
        row("a causation of 15 bytes", "shorter", raw().with(5, new byte[15])),
        row("a causation of 17 bytes", "longer", raw().with(5, new byte[17])),
        row("a path with an empty sender", "INVALID_AGENT_ID", raw().with(6, text("\1a\0"))),
        row("a path cut off", "longer", raw().with(6, text("\1a\2b"))),
        row("a path of 256 senders", "256 senders", raw().with(6, text("\1a".repeat(256)))),
        row(
            "a trace parent in upper case",
            "traceparent",
            raw().with(7, text(PARENT.toUpperCase(Locale.ROOT)))),
        row("a key of 129 bytes", "INVALID_KEY", raw().with(9, new byte[129])),
        row("a key that is not UTF-8", "UTF-8", raw().with(10, (byte) 'a', (byte) 0xff)),
        row("a key in overlong UTF-8", "UTF-8", raw().with(10, (byte) 0xc0, (byte) 0x80)),
        row(
            "a key with a surrogate",
            "UTF-8",
            raw().with(10, (byte) 0xed, (byte) 0xa0, (byte) 0x80)),
        row("a reply to an agent alone", "shorter", raw().with(11, text("\1a"))),
        row("a reply to more than a topic", "longer", raw().with(11, text("\1a\1bc"))));
  }

  private static Stream<Arguments> assignments() {
    return Stream.of(
        row("an assignment without needs", "1 to 8", raw().with(13, text("\0"))),
        row("an assignment of nine needs", "1 to 8", raw().with(13, text("\11" + "\1a".repeat(9)))),
        row("fewer needs than it says", "shorter", raw().with(13, text("\2\1a"))),
        row("a need cut off", "longer", raw().with(13, text("\1\2a"))),
        row("a need with a space", "one form", raw().with(13, text("\1\6a >= 1"))),
        row("a need in another form", "one form", raw().with(13, text("\1\4a>=1"))),
        row("a need of an odd name", "INVALID_CAPABILITY", raw().with(13, text("\1\2a,"))),
        row("an odd version", "INVALID_VERSION", raw().with(13, text("\1\4a>=x"))),
        row("an earlier agent without name", "AGENT_ID", raw().with(13, text("\1\1a\0"))),
        row(
            "seventeen earlier agents",
            "17 agents",
            raw().with(13, text("\1\1a" + "\1a".repeat(17)))));
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        row("a header twice", "twice", raw().with(12, text("\1a\0\1x\1a\0\1y"))),
        row("headers out of order", "order", raw().with(12, text("\1b\0\1x\1a\0\1y"))),
        row("a header without name", "order", raw().with(12, text("\0\0\1x"))),
        row("a header with a space", "INVALID_HEADER", raw().with(12, text("\3a b\0\1x"))),
        row("a header without value", "shorter", raw().with(12, text("\1a"))),
        row("a value cut off", "longer", raw().with(12, text("\1a\0\2x"))),
        row("a value that is not UTF-8", "UTF-8", raw().with(12, text("\1a\0\1\u00ff"))),
        row("a value of 4097 bytes", "HEADERS_TOO_LARGE", raw().with(12, header(4_097))),
        row("65 headers", "HEADERS_TOO_LARGE", raw().with(12, manyHeaders())));
  }

  private static Arguments row(String name, String reason, RawEnvelope envelope) {
    return argumentSet("57: " + name, reason, envelope);
  }

  private static RawEnvelope raw() {
    return RawEnvelope.of(Samples.minimal());
  }

  private static RawEnvelope fourNames() {
    var raw = raw();
    raw.names.removeLast();
    return raw;
  }

  // The length before the content of the last field is one too much.
  private static RawEnvelope overlong() {
    var raw = raw();
    raw.names.add(new byte[0]);
    raw.names.set(5, new byte[] {0, 2, 'x'});
    return raw;
  }

  private static byte[] time(long seconds, int nanos) {
    return ByteBuffer.allocate(12).putLong(seconds).putInt(nanos).array();
  }

  private static byte[] kind(int kind, long seconds, int nanos) {
    return ByteBuffer.allocate(13).put((byte) kind).put(time(seconds, nanos)).array();
  }

  private static byte[] header(int length) {
    return text("\1a" + (char) (length >>> 8) + (char) (length & 0xff) + "x".repeat(length));
  }

  private static byte[] manyHeaders() {
    var headers = new StringBuilder();
    for (char c = '0'; c < '0' + 65; c++) {
      headers.append("\2a").append(c).append("\0\1x");
    }
    return text(headers.toString());
  }

  private static byte[] text(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
