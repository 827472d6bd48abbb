package dev.maos.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class PayloadTest {
  @Test
  void bytesAreCopiedInAndOut() {
    var bytes = new byte[] {1, 2, 3};
    var payload = Payload.binary(bytes);

    bytes[0] = 9;
    payload.bytes()[1] = 9;

    assertThat(payload.bytes()).containsExactly(1, 2, 3);
    assertThat(payload.size()).isEqualTo(3);
    assertThat(payload.mediaType()).isEqualTo(MediaType.BINARY);
  }

  @Test
  void jsonBytesAreCopiedIn() {
    var bytes = "[1]".getBytes(UTF_8);
    var payload = Payload.json(bytes);

    bytes[1] = '2';

    assertThat(payload.text()).isEqualTo("[1]");
  }

  @Test
  void aPartOfASharedArrayIsNotCopied() {
    var shared = new byte[] {0, 1, 2, 3, 4};

    var payload = Payload.withoutCopying(MediaType.BINARY, shared, 1, 3);

    assertThat(payload.bytes()).containsExactly(1, 2, 3);
    assertThat(payload.buffer()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    shared[2] = 9;
    assertThat(payload.bytes()).containsExactly(1, 9, 3);
  }

  @Test
  void aPartOutsideItsArrayIsRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Payload.withoutCopying(MediaType.BINARY, new byte[4], 2, 3));
  }

  @Test
  void theBufferIsReadOnlyAndStartsAtTheContent() {
    var buffer = Payload.withoutCopying(MediaType.BINARY, new byte[] {0, 7, 0}, 1, 1).buffer();

    assertThat(buffer.position()).isZero();
    assertThat(buffer.get(0)).isEqualTo((byte) 7);
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> buffer.put(0, (byte) 1));
  }

  @Test
  void contentIsCopiedToATarget() {
    var target = new byte[5];

    Payload.binary(new byte[] {1, 2}).copyTo(target, 2);

    assertThat(target).containsExactly(0, 0, 1, 2, 0);
  }

  @Test
  void contentThatDoesNotFitLeavesTheTargetUnchanged() {
    var target = new byte[2];

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Payload.binary(new byte[] {1, 2}).copyTo(target, 1));

    assertThat(target).containsOnly(0);
  }

  @Test
  void payloadsAreEqualWhenKindAndBytesAre() {
    var whole = Payload.text("abc");
    var part = Payload.withoutCopying(MediaType.TEXT, "xabcx".getBytes(UTF_8), 1, 3);

    assertThat(part).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(part.fingerprint()).isEqualTo(whole.fingerprint());
    assertThat(Payload.binary(whole.bytes())).isNotEqualTo(whole);
    assertThat(Payload.text("abd")).isNotEqualTo(whole);
  }

  @Test
  void theFingerprintOfAContentNeverChanges() {
    // Stored by one release and compared by the next, so these numbers are a promise. The second
    // comes from the published check values of CRC-32C and CRC-32.
    assertThat(Payload.empty().fingerprint()).isEqualTo(0xE2B57F0E304D43E1L);
    assertThat(Payload.text("123456789").fingerprint()).isEqualTo(0xB2B2094F081AAEC9L);
  }

  @Test
  void theFingerprintTellsEverySingleFlippedBitAndTheKindApart() {
    Seed.next()
        .times(
            50,
            random -> {
              var bytes = new byte[random.nextInt(1, 300)];
              random.nextBytes(bytes);
              var before = Payload.binary(bytes);
              int bit = random.nextInt(bytes.length * 8);
              bytes[bit / 8] ^= (byte) (1 << bit % 8);

              assertThat(Payload.binary(bytes).fingerprint()).isNotEqualTo(before.fingerprint());
              assertThat(Payload.binary(before.bytes(), MediaType.TEXT).fingerprint())
                  .isNotEqualTo(before.fingerprint());
            });
  }

  @Test
  void theContentDoesNotShowInToString() {
    assertThat(Payload.json("{\"password\":\"secret\"}"))
        .hasToString("Payload[application/json, 21 bytes]");
  }

  @Test
  void textIsReadBackAsText() {
    var payload = Payload.text("Grüße 😀");

    assertThat(payload.text()).isEqualTo("Grüße 😀");
    assertThat(payload.as(String.class)).isEqualTo("Grüße 😀");
    assertThat(payload.mediaType()).isEqualTo(MediaType.TEXT);
  }

  @Test
  void binaryIsReadBackAsBytesAndAsNothingElse() {
    var payload = Payload.binary(new byte[] {1});

    assertThat(payload.as(byte[].class)).containsExactly(1);
    assertThatThrownBy(() -> payload.as(String.class))
        .hasMessage(
            "UNREADABLE_PAYLOAD: payload of application/octet-stream read as"
                + " \"java.lang.String\" is not allowed; expected byte[]");
  }

  @Test
  void bytesThatAreNoTextAreNotReadAsText() {
    var payload = Payload.binary(new byte[] {'a', (byte) 0x80}, MediaType.TEXT);

    assertThatThrownBy(payload::text)
        .hasMessageStartingWith("INVALID_UTF8: payload at byte offset 1 \"80\"");
  }

  @Test
  void badTextFarIntoALongContentIsFoundAtItsOffset() {
    var bytes = "é".repeat(3_000).getBytes(UTF_8);
    bytes[5_001] = 'x';

    assertThatThrownBy(() -> Payload.binary(bytes, MediaType.TEXT).text())
        .hasMessageStartingWith("INVALID_UTF8: payload at byte offset 5000 \"c3\"");
  }
}
