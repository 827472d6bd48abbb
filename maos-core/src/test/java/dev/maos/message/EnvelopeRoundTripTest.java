package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Seed;
import org.junit.jupiter.api.Test;

class EnvelopeRoundTripTest {
  @Test
  void whatIsReadIsWhatWasWritten() {
    Seed.next()
        .times(
            3_000,
            random -> {
              var envelope = new RandomMessages(random).envelope();

              var read = Envelope.read(envelope.bytes().clone());

              EnvelopeCheck.assertSame(read, envelope);
            });
  }

  @Test
  void whatWasReadIsWrittenAsTheSameBytes() {
    Seed.next()
        .times(
            1_000,
            random -> {
              var bytes = new RandomMessages(random).envelope().bytes();

              var read = Envelope.read(bytes.clone());

              assertThat(EnvelopeCheck.rewritten(read)).isEqualTo(bytes);
            });
  }

  @Test
  void whatWasReadKeepsItsBytes() {
    var bytes = Samples.full().bytes();

    var read = Envelope.read(bytes);

    assertThat(read.bytes()).isSameAs(bytes);
  }

  @Test
  void theBytesAreMadeOnce() {
    var envelope = Samples.full();

    assertThat(envelope.bytes()).isSameAs(envelope.bytes());
  }

  @Test
  void theLargestMessageHasRoomWhicheverPartsAreAtTheirBounds() {
    for (var parts : LargestMessage.choices()) {
      var envelope = LargestMessage.sealed(parts);

      var read = Envelope.read(envelope.bytes());

      EnvelopeCheck.assertSame(read, envelope);
    }
  }
}
