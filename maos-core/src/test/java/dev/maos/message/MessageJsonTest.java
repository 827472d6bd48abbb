package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.base.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageJsonTest {
  @Test
  void whatIsReadIsWhatWasWritten() {
    Seed.next()
        .times(
            1_500,
            random -> {
              var envelope = new RandomMessages(random).envelope();

              var read = MessageJson.read(MessageJson.write(envelope));

              EnvelopeCheck.assertSame(read, envelope);
              assertThat(read.bytes()).isEqualTo(envelope.bytes());
            });
  }

  @Test
  void itIsOneLine() {
    var headers = Map.of("text", "two\nlines");
    var envelope = Samples.sealed(Samples.draft().headers(headers).command(Payload.of("a\nb")));

    assertThat(MessageJson.write(envelope)).doesNotContain("\n", "\r");
  }

  @Test
  void fieldsMayComeInAnyOrderAndWithSpace() {
    var json = MessageJson.write(Samples.minimal());
    var maosLast = json.replace("{\"maos\":1,", "{ ").replaceFirst("}$", ",\n \"maos\" : 1 }");

    EnvelopeCheck.assertSame(MessageJson.read(maosLast), Samples.minimal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,2.5,null,true,\"x\"],\"b\":{}}",
        "[]",
        "null",
        "17",
        "\"text\"",
        "1.50",
        "{}"
      })
  void jsonIsASubtree(String document) {
    var json = MessageJson.write(sealed(Payload.json(document)));

    assertThat(json).endsWith("\"mediaType\":\"application/json\",\"payload\":" + document + "}");
    assertThat(MessageJson.read(json).message().payload()).isEqualTo(Payload.json(document));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ }",
        " 1",
        "[1 ]",
        "1e2",
        "-0",
        "\"\\u0041\"",
        "\"\\/\"",
        "1,2",
        "",
        "1],[2",
        "no json",
        "{\"a\":1,\"a\":2}"
      })
  void jsonThatWouldComeBackChangedIsText(String document) {
    var payload = Payload.binary(document.getBytes(StandardCharsets.UTF_8), MediaType.JSON);

    var json = MessageJson.write(sealed(payload));

    assertThat(json).contains("\"text\":" + Payload.of(document).text());
    assertThat(MessageJson.read(json).message().payload()).isEqualTo(payload);
  }

  @Test
  void jsonThatIsAsDeepAsAllowedAlreadyIsText() {
    var deepest = Payload.json("[".repeat(64) + "]".repeat(64));
    var deep = Payload.json("[".repeat(63) + "]".repeat(63));

    assertThat(MessageJson.write(sealed(deepest))).contains("\"text\":\"[[");
    assertThat(MessageJson.write(sealed(deep))).contains("\"payload\":[[");
  }

  @Test
  void jsonOfAnotherNameIsASubtreeAndKeepsItsName() {
    var kind = MediaType.of("application/cloudevents+json; charset=UTF-8");
    var payload = Payload.binary("{\"a\":1}".getBytes(StandardCharsets.UTF_8), kind);

    var json = MessageJson.write(sealed(payload));

    assertThat(json).endsWith("\"payload\":{\"a\":1}}");
    assertThat(MessageJson.read(json).message().payload()).isEqualTo(payload);
  }

  @Test
  void textIsText() {
    var payload = Payload.text("gr\u00fc\u00df \ud83d\ude00 \"dich\"\n\0");

    var json = MessageJson.write(sealed(payload));

    assertThat(json).contains("\"text\":\"gr\u00fc\u00df \ud83d\ude00 \\\"dich\\\"\\n\\u0000\"");
    assertThat(MessageJson.read(json).message().payload()).isEqualTo(payload);
  }

  @ParameterizedTest
  @CsvSource({"text/plain;charset=latin1", "application/json", "image/png"})
  void bytesThatAreNoUtf8AreBase64(String kind) {
    var payload = Payload.binary(new byte[] {(byte) 0xff, 0, 1, (byte) 0xfe}, MediaType.of(kind));

    var json = MessageJson.write(sealed(payload));

    assertThat(json).contains("\"base64\":\"/wAB/g==\"");
    assertThat(MessageJson.read(json).message().payload()).isEqualTo(payload);
  }

  @Test
  void theFormOfAPayloadIsFreeToTheWriter() {
    var json = MessageJson.write(sealed(Payload.json("[1]")));

    var text = MessageJson.read(json.replace("\"payload\":[1]", "\"text\":\"[1]\""));
    var base64 = MessageJson.read(json.replace("\"payload\":[1]", "\"base64\":\"WzFd\""));

    assertThat(text.message().payload()).isEqualTo(Payload.json("[1]"));
    assertThat(base64.message().payload()).isEqualTo(Payload.json("[1]"));
  }

  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, -290308-12-21T19:59:05.224192Z",
    "-1, 1969-12-31T23:59:59.999999Z",
    "0, 1970-01-01T00:00:00Z",
    "1, 1970-01-01T00:00:00.000001Z",
    "9223372036854775807, +294247-01-10T04:00:54.775807Z"
  })
  void everyMomentHasAForm(long micros, String text) {
    var message = Samples.minimal().message();
    var identity = Envelope.Identity.CONTENT;

    var json =
        MessageJson.write(new Envelope(Samples.ID, micros, micros, micros, identity, message));

    assertThat(json).contains("\"sentAt\":\"" + text + "\"");
    assertThat(MessageJson.read(json).sentAtMicros()).isEqualTo(micros);
  }

  @Test
  void momentsMayBeGivenInAnotherZone() {
    var json = MessageJson.write(Samples.minimal());

    var read = MessageJson.read(json.replace("2026-01-02T00:00:00Z", "2026-01-02T01:00:00+01:00"));

    EnvelopeCheck.assertSame(read, Samples.minimal());
  }

  private static Envelope sealed(Payload payload) {
    return Samples.sealed(Samples.draft().command(payload));
  }
}
