package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.Seed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bytes that nobody wrote: each is refused with its code or is an envelope, and nothing else. */
class EnvelopeFuzzTest {
  private final EnvelopeCheck check = new EnvelopeCheck();

  @Test
  void everyByteMayHaveAnyOtherValue() {
    for (var envelope : List.of(Samples.minimal(), Samples.full(), Samples.toEveryone())) {
      var bytes = envelope.bytes();
      for (int at = 0; at < bytes.length; at++) {
        for (int change = 1; change < 256; change++) {
          var changed = bytes.clone();
          changed[at] ^= (byte) change;
          check.read(changed);
        }
      }
    }

    assertThat(check.accepted() + check.refused()).isGreaterThan(100_000);
    assertThat(check.accepted()).isGreaterThan(10_000);
    assertThat(check.refused()).isGreaterThan(10_000);
  }

  @Test
  void everyTruncationIsRefused() {
    Seed.next()
        .times(
            50,
            random -> {
              var bytes = new RandomMessages(random).envelope().bytes();
              int step = 1 + bytes.length / 500;
              for (int length = 0; length < bytes.length; length += step) {
                var cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> Envelope.read(cut))
                    .hasMessageStartingWith("MALFORMED_ENVELOPE");
              }
            });
  }

  @Test
  void randomBytesAreRefused() {
    Seed.next()
        .times(
            20_000,
            random -> {
              var bytes = new byte[random.nextInt(400)];
              random.nextBytes(bytes);
              check.read(bytes);
            });

    assertThat(check.refused()).isEqualTo(20_000);
  }

  @Test
  void randomBytesInARightFrameAreRefusedOrAnEnvelope() {
    Seed.next().times(40_000, random -> check.read(framed(random)));

    assertThat(check.accepted() + check.refused()).isEqualTo(40_000);
  }

  @Test
  void anEnvelopeWithChangedPartsIsRefusedOrAnEnvelope() {
    var seed = Seed.next();
    var originals = originals(new SplittableRandom(seed.value()));

    seed.times(
        60_000,
        random -> {
          var raw = RawEnvelope.of(originals.get(random.nextInt(originals.size())));
          check.read(new EnvelopeMutation(random).mutate(raw));
        });

    assertThat(check.accepted()).isGreaterThan(1_000);
    assertThat(check.refused()).isGreaterThan(10_000);
  }

  private static List<Envelope> originals(RandomGenerator random) {
    var messages = new RandomMessages(random);
    return Stream.generate(messages::envelope)
        .filter(envelope -> envelope.bytes().length < 2_000)
        .limit(300)
        .toList();
  }

  /** The head is right as far as its bytes can tell, the rest is anything. */
  private static byte[] framed(RandomGenerator random) {
    int names = random.nextInt(200);
    int payload = random.nextInt(20);
    var bytes = new byte[RawEnvelope.HEAD + names + payload];
    random.nextBytes(bytes);
    for (int i = RawEnvelope.HEAD; i < RawEnvelope.HEAD + names; i++) {
      bytes[i] = (byte) (random.nextInt(3) > 0 ? random.nextInt('a', 'f') : random.nextInt(13));
    }
    return ByteBuffer.wrap(bytes)
        .putInt(EnvelopeField.MAGIC)
        .put((byte) Envelope.VERSION)
        .put((byte) random.nextInt(1, 12))
        .put((byte) random.nextInt(4))
        .put((byte) random.nextInt(3))
        .put((byte) random.nextInt(1, 4))
        .put((byte) random.nextInt(4))
        .putShort((short) names)
        .putInt(payload)
        .array();
  }
}
