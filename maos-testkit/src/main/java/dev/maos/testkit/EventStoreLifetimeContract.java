package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.event.CursorName;
import dev.maos.event.RetentionPolicy;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Waiting for what comes, health, and the end. */
abstract class EventStoreLifetimeContract extends EventScene {
  private static final Duration LONG = Duration.ofSeconds(30);

  EventStoreLifetimeContract(EventStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void waitingForWhatIsThereDoesNotWait() throws InterruptedException {
    appendMany(2);

    assertThat(store.awaitBeyond(0, Duration.ZERO)).isTrue();
    assertThat(store.awaitBeyond(store.last() - 1, Duration.ZERO)).isTrue();
  }

  @Test
  void waitingWithoutPatienceForWhatIsNotThereIsOverAtOnce() throws InterruptedException {
    appendMany(2);

    assertThat(store.awaitBeyond(store.last(), Duration.ZERO)).isFalse();
  }

  @Test
  void waitingEndsWhenSomethingIsAppended() throws Exception {
    appendMany(1);
    long last = store.last();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> store.awaitBeyond(last, LONG));

      appendMany(1);

      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void waitingCanBeInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> store.awaitBeyond(store.last(), LONG))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void waitingEndsWhenTheStoreIsClosed() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> store.awaitBeyond(0, LONG));

      store.close();

      assertThatThrownBy(waiting::get)
          .cause()
          .hasMessageStartingWith(ErrorCode.EVENTSTORE_CLOSED.name());
    }
  }

  @Test
  void aStoreThatWorksIsHealthy() {
    appendMany(1);

    assertThat(store.health().health()).isInstanceOf(Health.Healthy.class);
    assertThat(store.health().component()).isEqualTo("event store");
    assertThat(store.durability()).isNotNull();
  }

  @Test
  void aClosedStoreIsNotHealthy() {
    store.close();

    assertThat(store.health().health()).isInstanceOf(Health.Unhealthy.class);
  }

  @Test
  void closingTwiceIsFine() {
    store.close();
    store.close();
  }

  @Test
  void aClosedStoreRefusesEverything() {
    var name = CursorName.of("reader");
    var some = events(1);
    store.close();

    refuses(() -> store.append(some));
    refuses(() -> store.append(List.of()));
    refuses(() -> store.find(some.getFirst().id()));
    refuses(() -> store.read(ALL, 0, 1));
    refuses(() -> store.readBackwards(ALL, 0, 1));
    refuses(() -> store.count(ALL));
    refuses(store::first);
    refuses(store::last);
    refuses(() -> store.awaitBeyond(0, Duration.ZERO));
    refuses(() -> store.openCursor(name, 0, 0));
    refuses(() -> store.cursor(name));
    refuses(() -> store.advance(name, 0));
    refuses(store::cursors);
    refuses(() -> store.deleteCursor(name));
    refuses(() -> store.retain(RetentionPolicy.defaults()));
  }

  private static void refuses(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(ErrorCode.EVENTSTORE_CLOSED.name());
  }
}
