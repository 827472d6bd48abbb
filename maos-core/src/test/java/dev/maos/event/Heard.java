package dev.maos.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A handler that remembers what it has heard, and can be made to fail or to wait. Thread-safe. */
final class Heard implements EventHandler {
  private final List<EventDelivery> deliveries = new ArrayList<>();
  private final List<String> threads = new ArrayList<>();
  private int calls;
  private int failures;
  private @Nullable CountDownLatch gate;
  private @Nullable CountDownLatch arrived;

  @Override
  public void handle(EventDelivery delivery) throws Exception {
    var waiting = arrive();
    if (waiting != null) {
      waiting.await();
    }
    synchronized (this) {
      if (failures > 0) {
        failures--;
        throw new IOException("not now");
      }
      deliveries.add(delivery);
      threads.add(
          Thread.currentThread().isVirtual() ? "virtual" : Thread.currentThread().getName());
    }
  }

  private synchronized @Nullable CountDownLatch arrive() {
    calls++;
    if (arrived != null) {
      arrived.countDown();
    }
    return gate;
  }

  /** The next so many calls fail. */
  synchronized Heard failing(int times) {
    failures = times;
    return this;
  }

  /** Calls wait from now on. */
  synchronized Heard closed() {
    gate = new CountDownLatch(1);
    arrived = new CountDownLatch(1);
    return this;
  }

  /** Calls wait once there have been so many. */
  synchronized Heard closedAfter(int times) {
    return calls >= times ? closed() : this;
  }

  /** Waits until a call waits. */
  void awaitArrival() throws InterruptedException {
    CountDownLatch first;
    synchronized (this) {
      first = Objects.requireNonNull(arrived);
    }
    first.await();
  }

  /** Lets the calls go on. */
  synchronized void open() {
    if (gate != null) {
      gate.countDown();
    }
    gate = null;
  }

  synchronized int calls() {
    return calls;
  }

  synchronized List<Event> events() {
    return deliveries.stream().map(EventDelivery::event).toList();
  }

  synchronized List<EventDelivery> deliveries() {
    return List.copyOf(deliveries);
  }

  synchronized List<String> threads() {
    return List.copyOf(threads);
  }

  /** What is in the metadata of the events under "n". */
  synchronized List<String> numbers() {
    return deliveries.stream().map(d -> d.event().metadata().getOrDefault("n", "?")).toList();
  }
}
