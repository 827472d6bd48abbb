package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes and the JSON of known envelopes, kept as files. A release that breaks one of these
 * tests cannot read what earlier ones have stored.
 */
class EnvelopeGoldenTest {
  @ParameterizedTest
  @MethodSource("samples")
  void theBytesAreThoseOfTheFile(String name, Envelope envelope) throws IOException {
    assertThat(HexFormat.of().formatHex(envelope.bytes()))
        .isEqualTo(HexFormat.of().formatHex(bytes(name)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theBytesOfTheFileAreRead(String name, Envelope envelope) throws IOException {
    EnvelopeCheck.assertSame(Envelope.read(bytes(name)), envelope);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theJsonIsThatOfTheFile(String name, Envelope envelope) throws IOException {
    assertThat(MessageJson.write(envelope)).isEqualTo(json(name));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theJsonOfTheFileIsRead(String name, Envelope envelope) throws IOException {
    EnvelopeCheck.assertSame(MessageJson.read(json(name)), envelope);
  }

  static Stream<Arguments> samples() {
    return Stream.of(
        argumentSet("minimal", "minimal", Samples.minimal()),
        argumentSet("full", "full", Samples.full()),
        argumentSet("assigned", "assigned", Samples.assigned()),
        argumentSet("everyone", "everyone", Samples.toEveryone()));
  }

  /** Hexadecimal digits; what follows a '#' says what they are. */
  private static byte[] bytes(String name) throws IOException {
    var digits =
        text(name + ".hex")
            .lines()
            .map(line -> line.replaceFirst("#.*", "").replace(" ", ""))
            .collect(Collectors.joining());
    return HexFormat.of().parseHex(digits);
  }

  private static String json(String name) throws IOException {
    return text(name + ".json").lines().map(String::strip).collect(Collectors.joining());
  }

  private static String text(String file) throws IOException {
    try (var in = open("/envelope/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String path) {
    return Objects.requireNonNull(EnvelopeGoldenTest.class.getResourceAsStream(path), path);
  }
}
