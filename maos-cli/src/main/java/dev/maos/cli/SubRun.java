package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.Signal;
import dev.maos.base.TopicPattern;
import dev.maos.message.Delivery;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageSubscription;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One reading of messages, each printed and then acknowledged, until enough were printed, time is
 * up, nobody reads the output any more, or the process is told to end.
 *
 * <p>The handler that notices the end closes its own subscription: then the bus hands back what it
 * had taken already and not begun, and counts no attempt.
 */
final class SubRun {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  /** How often it looks whether the backend is there: often enough for a person. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final long SECONDS_TO_END = 15;

  private final Host host;
  private final MessageBus bus;
  private final Outages outages;
  private final long most;
  private final boolean forget;
  private final JsonLines lines;
  private final Signal change = new Signal();
  private final CompletableFuture<MessageSubscription> opened = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicLong printed = new AtomicLong();
  private volatile boolean over;
  private volatile boolean lostItsReader;

  SubRun(Host host, MessageBus bus, Outages outages, long most, boolean forget) {
    this.host = host;
    this.bus = bus;
    this.outages = outages;
    this.most = most;
    this.forget = forget;
    this.lines = new JsonLines(host.terminal());
  }

  /** Reads, and returns how many messages were printed. */
  long read(
      AgentId agent, TopicPattern pattern, SubscriptionOptions options, Optional<Duration> patience)
      throws InterruptedException {
    try (var _ = AtInterrupt.run(this::endNow)) {
      return readToEnd(agent, pattern, options, patience.orElse(FOR_EVER));
    }
  }

  private long readToEnd(
      AgentId agent, TopicPattern pattern, SubscriptionOptions options, Duration patience)
      throws InterruptedException {
    try {
      var subscription = bus.subscribe(agent, pattern, options, this::handle);
      opened.complete(subscription);
      awaitEnd(patience);
      end(subscription);
      return printed.get();
    } finally {
      ended.countDown();
    }
  }

  private void awaitEnd(Duration patience) throws InterruptedException {
    var left = patience;
    while (!over && left.isPositive()) {
      var pause = left.compareTo(LOOK) < 0 ? left : LOOK;
      change.await(() -> over, pause, host.time());
      outages.look();
      left = left.minus(pause);
    }
  }

  boolean lostItsReader() {
    return lostItsReader;
  }

  private void handle(Delivery delivery) throws InterruptedException {
    var subscription = opened.join();
    if (printed.get() >= most || lostItsReader) {
      // Only at-most-once messages come here, which cannot be handed back.
      throw new InterruptedException("no more messages are wanted");
    }
    lines.print(delivery);
    if (!host.terminal().handOn()) {
      lostItsReader = true;
      stop(subscription);
      // While the subscription is closing this hands the message back as if it had not come.
      throw new InterruptedException("nobody reads the output any more");
    }
    if (printed.incrementAndGet() == most) {
      stop(subscription);
    }
  }

  private void stop(MessageSubscription subscription) {
    subscription.close();
    over();
  }

  private void over() {
    over = true;
    change.raise();
  }

  private void end(MessageSubscription subscription) throws InterruptedException {
    subscription.close();
    // A handler that closed it is still to be waited for, with its acknowledgement.
    bus.awaitIdle(bus.options().drainTimeout());
    if (forget) {
      subscription.cancel();
    }
    var err = host.terminal().err();
    err.println(Count.of(printed.get(), "message"));
    err.flush();
  }

  /** The process ends when this returns, so it waits for the reading thread. */
  private void endNow() {
    over();
    try {
      if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
        new Failures(host.terminal()).report("messages that were printed may come again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
