package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetters;
import dev.maos.message.Message;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.monitor.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dead letters, through the bus. */
abstract class DeadLetterContract extends BusScene {
  private static final int MOST = 3;

  DeadLetterContract(TransportFixture fixture) {
    super(fixture, BusOptions.defaults().limits(QueueLimits.defaults().maxDeadLetters(MOST)));
  }

  @Test
  void fullDeadLettersStopTheSubscriptionAndDropNothing() {
    var bob = recorder().failing(MOST);
    subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob);
    publish("a", "b", "c");
    awaitDead(BOBS_INBOX, MOST);
    publish("d");
    var carol = recorder();
    subscribe(CAROL, ">", carol);
    bus.publish(Message.from(ALICE).to(CAROL).on("jobs").heartbeat());
    carol.await(1);

    assertThat(bob.texts()).containsExactly("a", "b", "c");
    assertThat(stats(BOBS_INBOX).ready()).isEqualTo(1);
    assertThat(bus.health().health()).isInstanceOf(Health.Degraded.class);
    assertThat(bus.health().health().reasons()).anyMatch(r -> r.contains("inbox:bob"));
  }

  @Test
  void aFailureThatFindsTheDeadLettersFullIsKept() {
    var bob = recorder().failing(MOST + 1);
    subscribe(BOB, ">", OPTIONS.maxDeliveries(1).concurrency(MOST + 1), bob.blocking());
    publish("a", "b", "c", "d");
    bob.await(MOST + 1);

    bob.release();

    awaitDead(BOBS_INBOX, MOST);
    Waiting.until("one kept", () -> stats(BOBS_INBOX).ready() == 1);
    assertThat(bus.deadLetters(BOBS_INBOX).purgeAll()).isEqualTo(MOST);
    bob.await(MOST + 2);
    awaitEmpty(BOBS_INBOX);
  }

  @Test
  void theSubscriptionGoesOnWhenDeadLettersArePurged() {
    var bob = recorder().failing(MOST);
    var subscription = subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob);
    publish("a", "b", "c");
    awaitDead(BOBS_INBOX, MOST);
    publish("d");

    assertThat(subscription.deadLetters().purgeAll()).isEqualTo(MOST);

    bob.await(MOST + 1);
    awaitEmpty(BOBS_INBOX);
    assertThat(bus.health().health()).isInstanceOf(Health.Healthy.class);
  }

  @Test
  void redrivingOneSendsItAloneBackWithItsId() {
    var bob = recorder().failing(2);
    var letters = subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob).deadLetters();
    publish("a", "b");
    awaitDead(BOBS_INBOX, 2);
    var second = letters.list(10).getLast().id();

    assertThat(letters.redrive(second)).isTrue();

    bob.await(3);
    assertThat(bob.ids().getLast()).isEqualTo(second);
    assertThat(bob.attempts().getLast()).isEqualTo(1);
    awaitEmpty(BOBS_INBOX);
    assertThat(texts(letters)).containsExactly("a");
    assertThat(letters.redrive(second)).as("not there any more").isFalse();
  }

  @Test
  void redrivingAllSendsAllBack() {
    var bob = recorder().failing(MOST);
    var letters = subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob).deadLetters();
    publish("a", "b", "c");
    awaitDead(BOBS_INBOX, MOST);

    assertThat(letters.redriveAll()).isEqualTo(MOST);

    bob.await(2 * MOST);
    awaitEmpty(BOBS_INBOX);
    assertThat(letters.list(10)).isEmpty();
  }

  @Test
  void redrivingByAFilterSendsThoseBack() {
    var bob = recorder().failing(2);
    var letters = subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob).deadLetters();
    publish("a", "b");
    awaitDead(BOBS_INBOX, 2);

    assertThat(letters.redriveIf(letter -> text(letter).equals("b"))).isEqualTo(1);

    bob.await(3);
    assertThat(bob.texts().getLast()).isEqualTo("b");
    assertThat(texts(letters)).containsExactly("a");
  }

  @Test
  void redrivenToOneSubscriptionItReachesNoOther() {
    var bob = recorder().failing(1);
    var carol = recorder();
    subscribe(BOB, "news", OPTIONS.maxDeliveries(1), bob);
    subscribe(CAROL, "news", carol);
    bus.publish(news("item"));
    var queue = QueueName.subscription(BOB, TopicPattern.of("news"));
    awaitDead(queue, 1);

    bus.deadLetters(queue).redriveAll();

    bob.await(2);
    awaitRest();
    assertThat(carol.deliveries()).hasSize(1);
  }

  @Test
  void purgingDeletesOneOrThoseOfAFilter() {
    var bob = recorder().failing(MOST);
    var letters = subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob).deadLetters();
    publish("a", "b", "c");
    awaitDead(BOBS_INBOX, MOST);
    var first = letters.list(1).getFirst().id();

    assertThat(letters.purge(first)).isTrue();
    assertThat(letters.purge(first)).isFalse();
    assertThat(letters.purgeIf(letter -> text(letter).equals("c"))).isEqualTo(1);
    assertThat(texts(letters)).containsExactly("b");
  }

  @Test
  void deadLettersAreListedInPages() {
    var bob = recorder().failing(MOST);
    var letters = subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob).deadLetters();
    publish("a", "b", "c");
    awaitDead(BOBS_INBOX, MOST);
    var page = letters.list(2);

    assertThat(page).extracting(DeadLetterContract::text).containsExactly("a", "b");
    assertThat(letters.list(page.getLast().id(), 2))
        .extracting(DeadLetterContract::text)
        .containsExactly("c");
  }

  @Test
  void anotherProcessSeesTheSameDeadLetters() {
    subscribe(BOB, ">", OPTIONS.maxDeliveries(1), recorder().failing(1));
    publish("a");
    awaitDead(BOBS_INBOX, 1);

    assertThat(texts(anotherBus().deadLetters(BOBS_INBOX))).containsExactly("a");
  }

  private void publish(String... texts) {
    for (var text : texts) {
      var _ = bus.publish(job(text));
    }
  }

  private static List<String> texts(DeadLetters letters) {
    return letters.list(10).stream().map(DeadLetterContract::text).toList();
  }

  private static String text(DeadLetter letter) {
    return letter.envelope().message().payload().text();
  }
}
