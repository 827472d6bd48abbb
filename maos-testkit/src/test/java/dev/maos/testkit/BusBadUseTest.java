package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.BusOptions;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageHandler;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueStats;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Ids used twice, handlers that misbehave, calls at the wrong time. */
@Timeout(60)
class BusBadUseTest {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final AgentId BOB = AgentId.of("bob");
  private static final TopicPattern ALL = TopicPattern.of(">");
  private static final SubscriptionOptions MANUAL = SubscriptionOptions.defaults().manual();

  private final ManualTime time = new ManualTime();
  private final MemoryTransport storage = new MemoryTransport(QueueLimits.defaults(), time);
  private final AtomicBoolean forging = new AtomicBoolean();
  private final MessageBus bus =
      new MessageBus(
          ForgingTransport.over(storage, forging::get),
          BusOptions.defaults(),
          time,
          new Seed(1).random());
  private final Recorder bob = new Recorder();

  @AfterEach
  void close() {
    bob.release();
    bus.close();
  }

  @ParameterizedTest(name = "row 32 the same id and the same bytes, {0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void aRepublishedMessageIsADuplicate(Guarantee guarantee) {
    var message = job("order 7", "one", guarantee);
    var first = bus.publish(message);

    var second = bus.publish(message);

    assertThat(second.duplicate()).isTrue();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(depth()).isEqualTo(1);
  }

  @ParameterizedTest(name = "row 32 the same id and other bytes, {0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void anotherMessageUnderTheSameIdIsRefused(Guarantee guarantee) {
    bus.publish(job("order 7", "one", guarantee));

    assertFails(ErrorCode.ID_REUSE, () -> bus.publish(job("order 7", "another", guarantee)));

    assertThat(depth()).isEqualTo(1);
  }

  @Test
  @DisplayName("row 34 an empty batch")
  void anEmptyBatchIsFine() {
    assertThat(bus.publishAll(List.of())).isEmpty();
  }

  @Test
  @DisplayName("row 35 no handler")
  void aSubscriptionWithoutAHandlerIsRefused() {
    assertFails(ErrorCode.MISSING_HANDLER, () -> bus.subscribe(BOB, ALL, nothing()));

    assertThat(storage.queues()).isEmpty();
    assertThat(bus.metrics().activeSubscriptions()).isZero();
  }

  @Test
  @DisplayName("row 35 a handler that throws an Error")
  void anErrorLeadsToARedelivery() {
    bus.subscribe(BOB, ALL, bob.failing(1, new NoClassDefFoundError("gone")));
    bus.publish(job("work"));

    Waiting.until(
        () -> "second try", () -> bob.finished() == 2, () -> time.advance(Duration.ofMillis(100)));

    assertThat(bob.attempts()).containsExactly(1, 2);
  }

  @Test
  @DisplayName("row 35 a handler that never returns")
  void aHandlerThatNeverReturnsLosesItsMessageToAnother() {
    bus.subscribe(BOB, ALL, bob.blocking());
    bus.publish(job("work"));
    bob.await(1);

    Waiting.until(
        () -> "interrupt", () -> bob.interrupted() == 1, () -> time.advance(Duration.ofSeconds(1)));

    bob.release();
    bob.await(2);
    assertThat(bob.attempts()).startsWith(1, 2);
    assertThat(bus.metrics().messagesFailed()).isPositive();
  }

  @Test
  @DisplayName("row 36 publish after close")
  void publishingAfterCloseIsRefused() {
    bus.close();

    assertFails(ErrorCode.BUS_CLOSED, () -> bus.publish(job("late")));
    assertThat(depth()).isZero();
  }

  @Test
  @DisplayName("row 36 publish inside a handler")
  void publishingInsideAHandlerIsFine() {
    var alice = new Recorder();
    bus.subscribe(ALICE, ALL, alice);
    bus.subscribe(
        BOB, ALL, delivery -> bus.publish(Message.from(BOB).to(ALICE).on("jobs").heartbeat()));

    bus.publish(job("work"));

    alice.await(1);
  }

  @Test
  @DisplayName("row 36 publish on an interrupted thread")
  void publishingOnAnInterruptedThreadWorksAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    var receipt = bus.publish(job("work"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(receipt.duplicate()).isFalse();
    assertThat(depth()).isEqualTo(1);
  }

  @Test
  @DisplayName("row 37 ack twice")
  void acknowledgingTwiceSaysSo() {
    var delivery = deliver();

    assertThat(delivery.ack()).isTrue();
    assertThat(delivery.ack()).isFalse();
  }

  @Test
  @DisplayName("row 37 ack of what was never handed out")
  void acknowledgingWhatWasNeverHandedOutIsRefused() {
    var delivery = deliver();
    forging.set(true);

    assertFails(ErrorCode.UNKNOWN_DELIVERY, delivery::ack);

    forging.set(false);
    assertThat(delivery.ack()).isTrue();
  }

  @Test
  @DisplayName("row 37 ack after the lease was lost")
  void acknowledgingAfterTheLeaseWasLostIsRefused() {
    var delivery = deliver();
    time.advance(MANUAL.lease());

    assertFails(ErrorCode.STALE_ACK, delivery::ack);
    assertThat(depth()).isEqualTo(1);
  }

  private Delivery deliver() {
    bus.subscribe(BOB, ALL, MANUAL, bob);
    bus.publish(job("work"));
    bob.awaitFinished(1);
    return bob.deliveries().getFirst();
  }

  private int depth() {
    return storage.queues().stream().mapToInt(QueueStats::depth).sum();
  }

  private static Message job(String text) {
    return Message.from(ALICE).to(BOB).on("jobs").command(Payload.text(text));
  }

  private static Message job(String key, String text, Guarantee guarantee) {
    return Message.from(ALICE)
        .to(BOB)
        .on("jobs")
        .guarantee(guarantee)
        .identifiedBy(key)
        .command(Payload.text(text));
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MaosException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @SuppressWarnings("NullAway") // what the types forbid comes from callers without a checker
  private static MessageHandler nothing() {
    @Nullable MessageHandler nothing = null;
    return nothing;
  }
}
