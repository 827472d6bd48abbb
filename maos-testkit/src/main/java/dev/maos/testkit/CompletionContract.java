package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.Payload;
import dev.maos.message.Completion;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueLimits;
import dev.maos.message.Settled;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Acknowledging a message together with what its handling brought forth: both or neither. */
abstract class CompletionContract extends StorageScene {
  private static final int BOUND = 5;

  CompletionContract(TransportFixture fixture) {
    super(fixture, QueueLimits.defaults().maxQueueSize(BOUND));
  }

  @Test
  void completingAcknowledgesAndPublishes() {
    var bob = openBob();
    var carol = open(Reading.of(">").by(CAROL));
    send(job("question"));

    var completion = complete(bob, toCarol("answer"));

    assertThat(completion.settled()).isEqualTo(Settled.NOW);
    assertThat(completion.receipts()).hasSize(1);
    assertThat(stats(BOBS_INBOX).depth()).isZero();
    assertThat(carol.drain()).containsExactly("answer");
  }

  @Test
  void completingWithoutEffectsAcknowledges() {
    var bob = openBob();
    send(job("question"));

    assertThat(complete(bob).settled()).isEqualTo(Settled.NOW);
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void whoLostTheLeaseHasNoEffects() {
    var slow = openBob();
    var carol = open(Reading.of(">").by(CAROL));
    send(job("question"));
    var lost = slow.takeOne();
    fixture.pass(PAST_THE_LEASE);

    var completion =
        storage.complete(slow.inbox(), lost, List.of(sealer.seal(toCarol("too late"))));

    assertThat(completion).isEqualTo(new Completion(Settled.STALE, List.of()));
    assertThat(carol.take(PLENTY)).isEmpty();
    assertThat(slow.takeOne().attempt()).isEqualTo(2);
  }

  @Test
  void completingTwicePublishesOnce() {
    var bob = openBob();
    var carol = open(Reading.of(">").by(CAROL));
    send(job("question"));
    var claim = bob.takeOne();
    var effect = List.of(sealer.seal(toCarol("answer")));

    var first = storage.complete(bob.inbox(), claim, effect);
    var second = storage.complete(bob.inbox(), claim, effect);

    assertThat(first.settled()).isEqualTo(Settled.NOW);
    assertThat(second.settled()).isEqualTo(Settled.BEFORE);
    assertThat(carol.drain()).containsExactly("answer");
  }

  @Test
  void effectsThatDoNotFitLeaveTheMessageWhereItIs() {
    var bob = openBob();
    send(job("question"));
    var claim = bob.takeOne();
    var effects =
        IntStream.rangeClosed(0, BOUND).mapToObj(i -> sealer.seal(toCarol("effect"))).toList();

    assertThatThrownBy(() -> storage.complete(bob.inbox(), claim, effects))
        .isInstanceOf(QueueFullException.class);

    assertThat(stats(BOBS_INBOX).claimed()).isEqualTo(1);
    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
    assertThat(open(Reading.of(">").by(CAROL)).take(PLENTY)).isEmpty();
  }

  private Completion complete(Reader reader, Message... effects) {
    var envelopes = List.of(effects).stream().map(sealer::seal).toList();
    return storage.complete(reader.inbox(), reader.takeOne(), envelopes);
  }

  private static Message toCarol(String text) {
    return Message.from(BOB)
        .to(CAROL)
        .on("answers")
        .guarantee(Guarantee.EXACTLY_ONCE)
        .command(Payload.text(text));
  }
}
