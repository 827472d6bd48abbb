package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.Overflow;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueName;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What publishers and subscribers meet at the bounds, through the bus. */
abstract class BackpressureContract extends BusScene {
  private static final int BOUND = 10;
  private static final QueueName BOBS_NEWS = QueueName.subscription(BOB, TopicPattern.of("news"));

  BackpressureContract(TransportFixture fixture) {
    super(fixture, BusOptions.defaults().maxQueueSize(BOUND));
  }

  @Test
  void aFullInboxRejectsUnlessToldOtherwise() {
    fill(bus);

    var refused = catchThrowableOfType(QueueFullException.class, () -> bus.publish(job("x")));

    assertThat(refused.retryAfter()).isPositive();
    assertThat(bus.metrics().refused()).isEqualTo(1);
  }

  @Test
  void aBatchThatDoesNotFitIsRefusedWhole() {
    bus.publish(job("first"));
    var batch = new ArrayList<Message>();
    for (int i = 0; i < BOUND; i++) {
      batch.add(job("job " + i));
    }

    assertThatThrownBy(() -> bus.publishAll(batch)).isInstanceOf(QueueFullException.class);

    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(1);
  }

  @Test
  void fourProcessesTogetherDoNotOvershoot() throws Exception {
    int accepted = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var attempts = new ArrayList<Callable<Integer>>();
      for (var process : List.of(anotherBus(), anotherBus(), anotherBus(), anotherBus())) {
        for (int i = 0; i < BOUND; i++) {
          attempts.add(() -> tryToPublish(process));
        }
      }
      for (var attempt : threads.invokeAll(attempts)) {
        accepted += attempt.get();
      }
    }

    assertThat(accepted).isEqualTo(BOUND);
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(BOUND);
  }

  @Test
  void aBlockingPublisherWaitsForRoom() throws Exception {
    var patient = blocking(Duration.ofHours(1));
    fill(patient);
    var publishing = meanwhile(() -> patient.publish(job("patient")));

    subscribeBob(recorder());

    assertThat(publishing.get().duplicate()).isFalse();
  }

  @Test
  void aBlockingPublishersPatienceHasAnEnd() {
    var impatient = blocking(Duration.ofSeconds(2));
    fill(impatient);
    var publishing = meanwhile(() -> impatient.publish(job("late")));

    passUntil("end of patience", publishing::isDone);

    assertThatThrownBy(publishing::get).hasCauseInstanceOf(QueueFullException.class);
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(BOUND);
  }

  @Test
  void aBlockedPublisherThatIsInterruptedKeepsItsInterrupt() throws Exception {
    var patient = blocking(Duration.ofHours(1));
    fill(patient);

    var kept =
        meanwhile(() -> {
          Thread.currentThread().interrupt();
          assertThatThrownBy(() -> patient.publish(job("interrupted")))
              .isInstanceOf(QueueFullException.class);
          return Thread.currentThread().isInterrupted();
        });

    assertThat(kept.get()).isTrue();
  }

  @Test
  void aFullGroupPushesBackToo() {
    for (int i = 0; i < BOUND; i++) {
      bus.publish(teamJob("job"));
    }

    assertThatThrownBy(() -> bus.publish(teamJob("x"))).isInstanceOf(QueueFullException.class);
  }

  @Test
  void aLaggingSubscriptionNeverBlocksThePublisherOrAnother() {
    var carol = recorder();
    subscribe(BOB, "news", recorder().blocking());
    subscribe(CAROL, "news", carol);
    for (int i = 1; i <= 5 * BOUND; i++) {
      bus.publish(news("item " + i));
      carol.awaitFinished(i);
      Waiting.until("acknowledgement", () -> stats(carolsNews()).depth() == 0);
    }

    assertThat(carol.deliveries()).hasSize(5 * BOUND);
    assertThat(stats(carolsNews()).missed()).isZero();
    assertThat(stats(BOBS_NEWS).missed()).isEqualTo(4L * BOUND);
    assertThat(stats(BOBS_NEWS).depth()).isEqualTo(BOUND);
  }

  @Test
  void aLaggingSubscriptionShowsInHealth() {
    assertThat(bus.health().health()).isInstanceOf(Health.Healthy.class);
    subscribe(BOB, "news", recorder()).close();
    for (int i = 0; i <= BOUND; i++) {
      bus.publish(news("item"));
    }

    assertThat(bus.health().health()).isInstanceOf(Health.Degraded.class);
    assertThat(bus.health().health().reasons()).anyMatch(r -> r.contains("bob/news"));
  }

  @Test
  void aSubscriptionMayBuryWhatItHasNoRoomFor() {
    subscribe(BOB, "news", OPTIONS.whenFull(WhenFull.DEAD_LETTER), recorder()).close();
    for (int i = 0; i <= BOUND; i++) {
      bus.publish(news("item " + i));
    }

    assertThat(awaitDead(BOBS_NEWS, 1).getFirst().envelope().message().payload().text())
        .isEqualTo("item 0");
  }

  @Test
  void aFullQueueShowsInHealthAndRecovers() {
    fill(bus);
    assertThat(bus.health().health()).isInstanceOf(Health.Degraded.class);

    subscribeBob(recorder());

    Waiting.until("recovery", () -> bus.health().health() instanceof Health.Healthy);
  }

  private static QueueName carolsNews() {
    return QueueName.subscription(CAROL, TopicPattern.of("news"));
  }

  private MessageBus blocking(Duration patience) {
    return busOver(storage, bus.options().overflow(Overflow.block(patience)));
  }

  private static void fill(MessageBus publisher) {
    for (int i = 0; i < BOUND; i++) {
      publisher.publish(job("job " + i));
    }
  }

  private static int tryToPublish(MessageBus process) {
    try {
      process.publish(job("job"));
      return 1;
    } catch (QueueFullException e) {
      return 0;
    }
  }
}
