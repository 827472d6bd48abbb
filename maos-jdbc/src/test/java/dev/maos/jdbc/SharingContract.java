package dev.maos.jdbc;

import static dev.maos.jdbc.Ledger.book;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several handle the same messages at once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SharingContract extends InboxScene {

  @Test
  final void ofTwoAtOnceOneWorksAndTheOtherSkips() throws Exception {
    var delivery = post.delivery();
    var rival = new CountDownLatch(1);
    var working = new CountDownLatch(1);

    var results =
        together(
            List.of(
                () ->
                    inbox.handle(
                        delivery,
                        connection -> {
                          working.countDown();
                          rival.await();
                          book(connection, delivery);
                        }),
                () -> {
                  working.await();
                  rival.countDown();
                  return inbox.handle(delivery, connection -> book(connection, delivery));
                }));

    assertThat(results).containsExactly(true, false);
    assertThat(ledger.count()).isOne();
  }

  @Test
  final void whenTheFirstOfTwoFailsTheOtherWorks() throws Exception {
    var delivery = post.delivery();
    var rival = new CountDownLatch(1);
    var working = new CountDownLatch(1);

    var results =
        together(
            List.of(
                () -> {
                  try {
                    return inbox.handle(
                        delivery,
                        connection -> {
                          book(connection, delivery);
                          working.countDown();
                          rival.await();
                          throw new IllegalStateException("gave up");
                        });
                  } catch (IllegalStateException gaveUp) {
                    return false;
                  }
                },
                () -> {
                  working.await();
                  rival.countDown();
                  return inbox.handle(delivery, connection -> book(connection, delivery));
                }));

    assertThat(results).containsExactly(false, true);
    assertThat(ledger.count()).isOne();
  }

  @Test
  final void manyWhoHandleTheSameMessagesInDifferentOrderHaveEachEffectOnce() throws Exception {
    var deliveries = post.deliveries(20);
    var handlers = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 6; i++) {
      var turn = new ArrayList<>(deliveries);
      Collections.rotate(turn, 3 * i);
      handlers.add(() -> {
        var ranAll = true;
        for (var delivery : turn) {
          ranAll &= inbox.handle(delivery, connection -> book(connection, delivery));
        }
        return ranAll;
      });
    }

    together(handlers);

    assertThat(ledger.count()).isEqualTo(20);
    assertThat(ledger.repeated()).isZero();
  }

  @Test
  final void severalMayCreateTheTableAtOnce() throws Exception {
    var fresh = inbox.table("fresh");

    together(
        Collections.nCopies(
            4,
            () -> {
              fresh.createTable();
              return true;
            }));

    assertThat(ledger.count("fresh")).isZero();
  }

  private static List<Boolean> together(List<? extends Callable<Boolean>> tasks)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<Boolean>();
      for (var future : threads.invokeAll(tasks, 50, TimeUnit.SECONDS)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
