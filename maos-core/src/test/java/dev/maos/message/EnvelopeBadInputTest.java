package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeBadInputTest {
  private static final int VARIABLE_LENGTH = 10;
  private static final int PAYLOAD_LENGTH = 12;

  @ParameterizedTest
  @MethodSource("rows")
  void isRefusedWithItsCodeAndTheReason(ErrorCode code, String reason, byte[] bytes) {
    var refusal = catchThrowableOfType(MaosException.class, () -> Envelope.read(bytes));

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessageContaining(reason);
  }

  static Stream<Arguments> rows() throws IOException {
    return Stream.of(frames(), lengths(), versions(), foreign()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> frames() {
    return Stream.of(
        row("55: no bytes", "begin", new byte[0]),
        row("55: magic only", "begin", ascii("MAOS")),
        row("55: all 0xFF", "begin", filled(256, 0xff)),
        row("55: all zero", "begin", filled(256, 0)),
        row("55: one byte short", "add up", Arrays.copyOf(full(), full().length - 1)),
        row("55: one byte long", "add up", Arrays.copyOf(full(), full().length + 1)),
        row("55: nothing but the head", "add up", Arrays.copyOf(full(), RawEnvelope.HEAD)));
  }

  private static Stream<Arguments> lengths() {
    return Stream.of(
        row("55: names of 0xFFFF bytes", "add up", withShort(VARIABLE_LENGTH, 0xffff)),
        row("55: names of no bytes", "add up", withShort(VARIABLE_LENGTH, 0)),
        row("55: payload of 0xFFFFFFFF bytes", "add up", withInt(PAYLOAD_LENGTH, 0xffff_ffff)),
        row("55: payload of 0x7FFFFFFF bytes", "add up", withInt(PAYLOAD_LENGTH, 0x7fff_ffff)),
        row("55: payload of 0x80000000 bytes", "add up", withInt(PAYLOAD_LENGTH, 0x8000_0000)),
        row("55: lengths that add up to too much by a turn of 32 bits", "add up", turned()));
  }

  private static Stream<Arguments> versions() {
    return Stream.of(
        row("56: version 0", ErrorCode.UNSUPPORTED_VERSION, "version 0", head(4, 0)),
        row("56: version 2", ErrorCode.UNSUPPORTED_VERSION, "version 2", head(4, 2)),
        row("56: version 255", ErrorCode.UNSUPPORTED_VERSION, "version 255", head(4, 255)),
        row("56: type 0", "type", head(5, 0)),
        row("56: type 12", "type", head(5, 12)),
        row("56: type 128", "type", head(5, 128)),
        row("56: lane 4", "priority", head(6, 4)),
        row("56: lane 255", "priority", head(6, 255)),
        row("56: guarantee 3", "guarantee", head(7, 3)),
        row("56: guarantee 255", "guarantee", head(7, 255)),
        row("56: recipient 0", "recipient", head(8, 0)),
        row("56: recipient 9", "recipient", head(8, 9)),
        row("56: a flag of the future", "flags", head(9, 4)),
        row("56: every flag", "flags", head(9, 255)));
  }

  private static Stream<Arguments> foreign() throws IOException {
    var java = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(java)) {
      out.writeObject("hello".repeat(20));
    }
    var gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(full());
    }
    var png = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de";
    var http = "POST /messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
    return Stream.of(
        row("58: Java stream", "begin", java.toByteArray()),
        row("58: gzip", "begin", gzip.toByteArray()),
        row("58: PNG", "begin", Arrays.copyOf(HexFormat.of().parseHex(png), 100)),
        row("58: HTTP request", "begin", ascii(http)),
        row("58: JSON", "begin", ascii(MessageJson.write(Samples.full()))));
  }

  private static Arguments row(String name, String reason, byte[] bytes) {
    return row(name, ErrorCode.MALFORMED_ENVELOPE, reason, bytes);
  }

  private static Arguments row(String name, ErrorCode code, String reason, byte[] bytes) {
    return argumentSet(name, code, reason, bytes);
  }

  private static byte[] full() {
    return Samples.full().bytes();
  }

  private static byte[] head(int at, int value) {
    return RawEnvelope.of(Samples.full()).head(at, value).bytes();
  }

  private static byte[] withShort(int at, int value) {
    return ByteBuffer.wrap(full()).putShort(at, (short) value).array();
  }

  private static byte[] withInt(int at, int value) {
    return ByteBuffer.wrap(full()).putInt(at, value).array();
  }

  // The head and these two lengths are 2^32 and the length of the array, if added as 32 bits.
  private static byte[] turned() {
    var bytes = filled(100, 0);
    System.arraycopy(full(), 0, bytes, 0, RawEnvelope.HEAD);
    int names = 0x1_0000 - RawEnvelope.HEAD - 1;
    return ByteBuffer.wrap(bytes)
        .putShort(VARIABLE_LENGTH, (short) names)
        .putInt(PAYLOAD_LENGTH, 100 - RawEnvelope.HEAD - names)
        .array();
  }

  private static byte[] filled(int length, int value) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
