package dev.maos.jdbc;

import static dev.maos.jdbc.Ledger.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.message.QueueName;
import dev.maos.message.SubscriptionOptions;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.RetryPolicy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** An effect is there once, with its mark, or not at all. */
abstract class EffectContract extends InboxScene {
  private static final SubscriptionOptions AT_ONCE_AGAIN =
      SubscriptionOptions.defaults()
          .retry(RetryPolicy.defaults().backoff(new Backoff.Fixed(Duration.ZERO)));

  @Test
  final void aMessageHandledTwiceHasOneEffect() throws Exception {
    var delivery = post.delivery();

    var first = inbox.handle(delivery, connection -> book(connection, delivery));
    var second = inbox.handle(delivery, connection -> book(connection, delivery));

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(ledger.count()).isOne();
  }

  @Test
  final void workThatThrowsLeavesNeitherEffectNorMark() throws Exception {
    var delivery = post.delivery();

    assertThatThrownBy(() ->
            inbox.handle(
                delivery,
                connection -> {
                  book(connection, delivery);
                  throw new IOException("the printer burns");
                }))
        .isInstanceOf(IOException.class)
        .hasMessage("the printer burns");

    assertThat(ledger.count()).isZero();
    assertThat(marks()).isZero();
  }

  @Test
  final void workThatFailedIsDoneAtTheNextTry() throws Exception {
    var delivery = post.delivery();
    assertThatThrownBy(() ->
            inbox.handle(
                delivery,
                connection -> {
                  throw new StackOverflowError("deep");
                }))
        .isInstanceOf(StackOverflowError.class);

    var ran = inbox.handle(delivery, connection -> book(connection, delivery));

    assertThat(ran).isTrue();
    assertThat(ledger.count()).isOne();
  }

  @Test
  final void aHandlerThatFailsAfterTheCommitIsRunAgainWithoutEffect() throws Exception {
    var ran = new CopyOnWriteArrayList<Boolean>();
    post.bus()
        .subscribe(
            Post.STORE,
            Post.ORDERS,
            AT_ONCE_AGAIN,
            delivery -> {
              ran.add(inbox.handle(delivery, connection -> book(connection, delivery)));
              if (delivery.attempt() < 3) {
                throw new IOException("the acknowledgement was lost");
              }
            });

    post.bus().publish(Post.order(17));
    assertThat(post.bus().awaitIdle(Post.PATIENCE)).isTrue();

    assertThat(ran).containsExactly(true, false, false);
    assertThat(ledger.count()).isOne();
  }

  @Test
  final void aDeadLetterThatHadItsEffectIsRedrivenWithoutEffect() throws Exception {
    var ran = new CopyOnWriteArrayList<Boolean>();
    post.bus()
        .subscribe(
            Post.STORE,
            Post.ORDERS,
            AT_ONCE_AGAIN.maxDeliveries(1),
            delivery -> {
              ran.add(inbox.handle(delivery, connection -> book(connection, delivery)));
              if (ran.size() == 1) {
                throw new IOException("the acknowledgement was lost");
              }
            });
    post.bus().publish(Post.order(17));
    assertThat(post.bus().awaitIdle(Post.PATIENCE)).isTrue();

    var redriven = post.bus().deadLetters(QueueName.inbox(Post.STORE)).redriveAll();
    assertThat(post.bus().awaitIdle(Post.PATIENCE)).isTrue();

    assertThat(redriven).isOne();
    assertThat(ran).containsExactly(true, false);
    assertThat(ledger.count()).isOne();
  }

  @Test
  final void eachQueueHasTheEffectOnce() throws Exception {
    for (var delivery : post.event("store", "billing", "Store")) {
      inbox.handle(delivery, connection -> book(connection, delivery));
      inbox.handle(delivery, connection -> book(connection, delivery));
    }

    assertThat(ledger.count()).isEqualTo(3);
    assertThat(marks()).isEqualTo(3);
  }

  @Test
  final void tablesDoNotKnowOfEachOther() throws Exception {
    var delivery = post.delivery();
    var other = inbox.table("inbox_of_billing");
    other.createTable();
    inbox.handle(delivery, connection -> book(connection, delivery));

    var ran = other.handle(delivery, connection -> book(connection, delivery));

    assertThat(ran).isTrue();
    assertThat(ledger.count()).isEqualTo(2);
  }

  @Test
  final void aMissingTableIsAnErrorAndNothingIsWritten() throws Exception {
    var delivery = post.delivery();
    var missing = inbox.table("nowhere");

    assertThatThrownBy(() -> missing.handle(delivery, connection -> book(connection, delivery)))
        .isInstanceOf(SQLException.class);

    assertThat(ledger.count()).isZero();
  }
}
