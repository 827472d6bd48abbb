package dev.maos.security.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.security.keys.KeyId;
import dev.maos.security.wire.ByteWriter;
import dev.maos.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser takes what the writer wrote, and nothing else. */
class ParserTest {
  private static final EnumSet<ErrorCode> REFUSALS =
      EnumSet.of(
          ErrorCode.MALFORMED_ENVELOPE, ErrorCode.UNSUPPORTED_VERSION, ErrorCode.UNSUPPORTED_SUITE);
  private static final int HEADER = 10;

  private final Pair pair = new Pair();
  private final byte[] whole = pair.sealed(CipherSuite.HPKE_X25519, new byte[] {1, 2, 3});

  @ParameterizedTest
  @EnumSource(names = "AES_256_GCM", mode = EnumSource.Mode.EXCLUDE)
  void everyTruncationIsRefused(CipherSuite suite) {
    var bytes = pair.sealed(suite, new byte[] {1, 2, 3});
    for (int length = 0; length < bytes.length; length++) {
      assertCode(ErrorCode.MALFORMED_ENVELOPE, Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void trailingBytesAreRefused() {
    assertCode(ErrorCode.MALFORMED_ENVELOPE, Arrays.copyOf(whole, whole.length + 1));
    assertCode(ErrorCode.MALFORMED_ENVELOPE, Arrays.copyOf(whole, whole.length + 1000));
  }

  @Test
  void moreThanTheBoundIsNotLookedAt() {
    assertThatThrownBy(() -> SealedEnvelope.read(whole, whole.length - 1))
        .hasMessageContaining("MALFORMED_ENVELOPE")
        .hasMessageContaining("more than");
  }

  @Test
  void lengthsBeyondTheEndAreRefusedWithoutMakingRoomForThem() {
    for (int at = 0; at + 4 <= whole.length; at++) {
      assertRefusedOrUnverified(filled(at, Short.BYTES));
      assertRefusedOrUnverified(filled(at, Integer.BYTES));
    }
  }

  /** The largest number of so many bytes there, or the one below where chance had put that. */
  private byte[] filled(int at, int bytes) {
    var filled = whole.clone();
    Arrays.fill(filled, at, at + bytes, (byte) 0xFF);
    if (Arrays.equals(filled, whole)) {
      filled[at + bytes - 1]--;
    }
    return filled;
  }

  private void assertRefusedOrUnverified(byte[] bytes) {
    assertThatThrownBy(() -> pair.opened(bytes)).isInstanceOf(MaosException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "M",
        "MSE1",
        "MSE2",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "{\"type\":\"command\"}",
        "\u00ac\u00ed\u0000\u0005sr\u0000\u0011java.util.HashMap",
        "\u001f\u008b\u0008\u0000\u0000\u0000\u0000\u0000",
        "\u0089PNG\r\n\u001a\n"
      })
  void whatIsSomethingElseIsRefused(String text) {
    assertCode(ErrorCode.MALFORMED_ENVELOPE, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void onesAndZerosAreRefused() {
    for (int length : new int[] {1, 4, 10, 100, 70_000}) {
      var ones = new byte[length];
      Arrays.fill(ones, (byte) 0xFF);
      assertCode(ErrorCode.MALFORMED_ENVELOPE, ones);
      assertCode(ErrorCode.MALFORMED_ENVELOPE, new byte[length]);
    }
  }

  @Test
  void whatIsNewerIsCalledSo() {
    assertCode(ErrorCode.UNSUPPORTED_SUITE, with(4, 0, 0));
    assertCode(ErrorCode.UNSUPPORTED_SUITE, with(4, 0, 0x21));
    assertCode(ErrorCode.UNSUPPORTED_SUITE, with(6, 2));
    assertCode(ErrorCode.UNSUPPORTED_VERSION, with(7, 1));
    assertCode(ErrorCode.UNSUPPORTED_VERSION, with(HEADER, 2));
    assertCode(ErrorCode.UNSUPPORTED_VERSION, with(HEADER, 0));
    assertCode(ErrorCode.UNSUPPORTED_VERSION, with(HEADER + 1, 8));
    int recipientType = HEADER + 2 + 16 + 2 + "planner".length() + 16;
    assertCode(ErrorCode.UNSUPPORTED_VERSION, with(recipientType, 9));
  }

  @Test
  void anEnvelopeWithoutSignatureIsNone() {
    // The suites for public keys show nothing of their sender but by the signature.
    assertCode(ErrorCode.MALFORMED_ENVELOPE, with(6, SignatureKind.TAG.code()));
    var unsigned = Arrays.copyOf(with(6, SignatureKind.TAG.code()), whole.length - 64);
    unsigned[unsigned.length - 1] = 0;
    assertCode(ErrorCode.MALFORMED_ENVELOPE, unsigned);
  }

  @Test
  void aHeaderOfOtherOrderOrLengthIsRefused() {
    var header = HeaderForm.write(Pair.header(Pair.PLANNER, KeyId.NONE));
    var longer = Arrays.copyOf(header, header.length + 1);
    var doubled = new ByteWriter().raw(header).raw(header).bytes();
    var turned =
        new ByteWriter()
            .raw(Arrays.copyOfRange(header, 18, header.length))
            .raw(Arrays.copyOf(header, 18))
            .bytes();
    for (var wrong : new byte[][] {longer, doubled}) {
      assertCode(ErrorCode.MALFORMED_ENVELOPE, around(wrong));
    }
    assertThatThrownBy(() -> SealedEnvelope.read(around(turned), Pair.MAX_SIZE))
        .isInstanceOf(MaosException.class);
    SealedEnvelope.read(around(header), Pair.MAX_SIZE);
  }

  private static byte[] around(byte[] header) {
    var head = Enveloping.head(CipherSuite.SIGNED_CLEAR, SignatureKind.ED25519, header);
    var nothing = new Enclosed(Enclosed.NOTHING, Enclosed.NOTHING, Enclosed.NOTHING);
    return Enveloping.signed(nothing.unsigned(head), Pair.signer());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverComesIsTakenOrRefusedAndNothingElse(long number) {
    var seed = new Seed(number);
    var random = seed.random();
    for (int round = 0; round < 2_000; round++) {
      var bytes = random.nextInt(4) == 0 ? noise(random) : mutated(random);
      try {
        SealedEnvelope.read(bytes, Pair.MAX_SIZE);
      } catch (MaosException e) {
        assertThat(REFUSALS).as(seed + " round " + round).contains(e.code());
      }
    }
  }

  static java.util.stream.LongStream seeds() {
    return Seed.range(1, 20);
  }

  private static byte[] noise(RandomGenerator random) {
    var bytes = new byte[random.nextInt(400)];
    random.nextBytes(bytes);
    System.arraycopy(
        SealedEnvelope.MAGIC, 0, bytes, 0, Math.min(bytes.length, SealedEnvelope.MAGIC.length));
    return bytes;
  }

  private byte[] mutated(RandomGenerator random) {
    var bytes = Arrays.copyOf(whole, whole.length - random.nextInt(3) + random.nextInt(3));
    for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(20), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private byte[] with(int at, int... values) {
    var changed = whole.clone();
    for (int i = 0; i < values.length; i++) {
      changed[at + i] = (byte) values[i];
    }
    return changed;
  }

  private static void assertCode(ErrorCode code, byte[] bytes) {
    assertThatThrownBy(() -> SealedEnvelope.read(bytes, Pair.MAX_SIZE))
        .as("%d bytes", bytes.length)
        .isInstanceOfSatisfying(MaosException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x y", "w\u00f6rker", "worker:1", "a/b"})
  void aNameThatNobodyHasIsNotCountedBy(String name) {
    var header = Pair.header(Pair.PLANNER, KeyId.NONE);
    var target = new Target(Target.Type.AGENT, name, KeyId.NONE, 0);
    var forged =
        new EnvelopeHeader(
            header.kind(),
            header.deployment(),
            header.origin(),
            target,
            header.place(),
            header.createdAt(),
            header.expiresAt(),
            3);
    var bytes = new Pair().enveloping.signInTheClear(forged, new byte[3], Pair.signer());

    assertThatThrownBy(() -> SealedEnvelope.read(bytes, 100_000))
        .hasMessageStartingWith("MALFORMED_ENVELOPE");
  }
}
