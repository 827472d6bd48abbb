package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageFilter;
import dev.maos.message.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has room for so many only says so, instead of being counted from the beginning again. */
class LimitsTest extends LibraryScene {

  /** Of two topics in turn, so that each message is a frame of its own. */
  private List<Envelope> frames(int count) {
    var one = seal(job("one"));
    var other = seal(Message.from(ALICE).to(BOB).on("others").heartbeat());
    var batch = new ArrayList<Envelope>(count);
    for (int i = 0; i < count; i++) {
      batch.add(i % 2 == 0 ? one : other);
    }
    return batch;
  }

  @Test
  void aBatchOfTooManyFramesIsRefusedAndNothingOfItStored() {
    limits = limits.maxQueueSize(1_000_000);
    var process = process();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> process.send(frames(PublishOperation.MAX_FRAMES + 1)))
        .withMessageContaining("65536 frames")
        .withMessageContaining("at most 65535")
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BATCH_TOO_LARGE));

    assertThat(keys().queues()).isEmpty();
    send(process, job("next"));
    assertThat(openBob(process).drain()).containsExactly("next");
  }

  @Test
  void effectsOfTooManyFramesAreRefusedAndTheClaimIsKept() {
    var process = process();
    var bob = openBob(process);
    send(process, job("question"));
    var claim = bob.takeOne();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> process.complete(bob.inbox(), claim, frames(PublishOperation.MAX_FRAMES + 1)))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BATCH_TOO_LARGE));

    assertThat(process.complete(bob.inbox(), claim, List.of()).settled()).isEqualTo(Settled.NOW);
  }

  @Test
  void aFilterOfAsManySendersAsThereMayBeIsKept() {
    var process = process();
    var senders =
        IntStream.range(0, MessageFilter.MAX_SENDERS)
            .mapToObj(i -> AgentId.of("%064d".formatted(i).replaceFirst("0", "a")))
            .toArray(AgentId[]::new);
    var last = senders[senders.length - 1];
    var reader = open(process, reading(BOB, "jobs", MessageFilter.ANY.senders(senders)));
    send(process, job("of somebody else"));
    send(process, Message.from(last).to(BOB).on("jobs").command(Payload.text("x")));

    assertThat(reader.drain()).containsExactly("x");
    expectConsistency();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0x1_0000})
  void whatDoesNotFitIntoItsBytesIsNotWritten(int value) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Packer().u16(value));
  }

  @Test
  void whatFitsIsWrittenWithTheHighestByteFirst() {
    var bytes = new Packer().u8(255).u16(0x0102).u32(-2).u48(0x0102_0304_0506L).u64(-1).done();

    assertThat(bytes)
        .containsExactly(
            255, 1, 2, 255, 255, 255, 254, 1, 2, 3, 4, 5, 6, 255, 255, 255, 255, 255, 255, 255,
            255);
  }
}
