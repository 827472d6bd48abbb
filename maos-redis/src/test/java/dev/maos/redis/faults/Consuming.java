package dev.maos.redis.faults;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageSubscription;
import dev.maos.message.QueueName;
import dev.maos.message.SubscriptionOptions;
import dev.maos.message.SubscriptionOptions.Acknowledgement;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.RetryPolicy;
import dev.maos.testkit.history.HistoryLog;
import dev.maos.testkit.history.Key;
import dev.maos.testkit.history.Step.Acknowledged;
import dev.maos.testkit.history.Step.Begun;
import dev.maos.testkit.history.Step.Disturbed;
import dev.maos.testkit.history.Step.Ended;
import dev.maos.testkit.history.Step.Reply;
import dev.maos.testkit.history.Step.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Handles as a {@link ConsumerJob} says, and writes down when each call began and how it ended. Its
 * agent has an inbox and a subscription of its own, if it is bob, and is a member of the team.
 */
final class Consuming {
  private static final Duration NACK_DELAY = Duration.ofMillis(20);
  private static final int KILLED = 137;
  private static final long SLOW_NANOS = 2_000_000;

  private final TimeSource time = TimeSource.system();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<MessageSubscription> subscriptions = new ArrayList<>();
  private final MessageBus bus;
  private final HistoryLog log;
  private final ConsumerJob job;

  private Consuming(MessageBus bus, HistoryLog log, ConsumerJob job) {
    this.bus = bus;
    this.log = log;
    this.job = job;
  }

  /** Begins; it ends with the bus. */
  static void on(MessageBus bus, HistoryLog log, ConsumerJob job) {
    new Consuming(bus, log, job).begin();
  }

  private synchronized void begin() {
    subscriptions.add(subscribe(options().group(Traffic.IN_TEAM)));
    if (job.agent().equals(Traffic.BOB)) {
      subscriptions.add(subscribe(options()));
    }
  }

  private MessageSubscription subscribe(SubscriptionOptions options) {
    return bus.subscribe(job.agent(), Traffic.NEWS, options, this::handle);
  }

  /** Gives up everything, as a process that dies does, and comes back as its successor. */
  private synchronized void dieAndRise() {
    long now = time.micros();
    log.append(new Disturbed(now, now, job.process()));
    subscriptions.forEach(MessageSubscription::abort);
    subscriptions.clear();
    begin();
  }

  private SubscriptionOptions options() {
    return SubscriptionOptions.defaults()
        .lease(Duration.ofMillis(job.leaseMillis()))
        .whenFull(WhenFull.DEAD_LETTER)
        .acknowledgement(job.acknowledgement())
        .retry(RetryPolicy.defaults().backoff(new Backoff.Fixed(NACK_DELAY)));
  }

  private void handle(Delivery delivery) throws Exception {
    var key = Traffic.keyOf(delivery.payload());
    log.append(
        new Begun(
            time.micros(),
            job.process(),
            key,
            delivery.id(),
            delivery.queue(),
            delivery.attempt(),
            delivery.payload().fingerprint()));
    work(key, isHeldAlone(delivery));
    if (Traffic.isFailing(key, delivery.attempt())) {
      ended(key, delivery, Result.FAILED);
      fail(delivery);
    } else {
      ended(key, delivery, Result.DONE);
      settle(key, delivery);
    }
  }

  /** Whether trouble with it shows: it has no other reader, and it is held under a lease. */
  private static boolean isHeldAlone(Delivery delivery) {
    return delivery.queue().kind() == QueueName.Kind.INBOX
        && delivery.message().guarantee() != Guarantee.AT_MOST_ONCE;
  }

  private void work(Key key, boolean isHeldAlone) throws InterruptedException {
    LockSupport.parkNanos(job.workMicros() * 1_000L);
    var isTime = isHeldAlone && calls.incrementAndGet() == job.troubleAt();
    switch (job.trouble()) {
      case NONE -> {}
      case EXIT -> {
        if (isTime) {
          Runtime.getRuntime().halt(KILLED);
        }
      }
      case HANG -> hangIf(isTime);
      case POISON -> hangIf(Traffic.isPoison(key));
      case DIE -> {
        if (Traffic.isDeadly(key)) {
          dieAndRise();
          hangIf(true);
        }
      }
      case DAWDLE -> {
        if (isTime) {
          dawdle();
        }
      }
      case SLOW -> LockSupport.parkNanos(SLOW_NANOS);
    }
  }

  private static void hangIf(boolean holds) throws InterruptedException {
    if (holds) {
      new CountDownLatch(1).await();
    }
  }

  private void dawdle() {
    long end = time.nanos() + 3_000_000L * job.leaseMillis();
    while (time.nanos() < end) {
      LockSupport.parkNanos(1_000_000);
      var _ = Thread.interrupted();
    }
  }

  private void ended(Key key, Delivery delivery, Result result) {
    log.append(
        new Ended(time.micros(), job.process(), key, delivery.queue(), delivery.attempt(), result));
  }

  private void fail(Delivery delivery) {
    if (job.acknowledgement() == Acknowledgement.AUTOMATIC) {
      throw new IllegalStateException("fails by design");
    }
    try {
      var _ = delivery.nack(NACK_DELAY);
    } catch (MaosException lost) {
      // It comes back when the lease ends.
    }
  }

  private void settle(Key key, Delivery delivery) {
    // What was acknowledged by being taken has no acknowledgement that could be refused.
    if (job.acknowledgement() == Acknowledgement.MANUAL
        && delivery.message().guarantee() != Guarantee.AT_MOST_ONCE) {
      var reply = acknowledge(delivery);
      log.append(
          new Acknowledged(
              time.micros(), job.process(), key, delivery.queue(), delivery.attempt(), reply));
    }
  }

  private static Reply acknowledge(Delivery delivery) {
    try {
      var _ = delivery.ack();
      return Reply.TAKEN;
    } catch (MaosException refused) {
      return refused.code() == ErrorCode.STALE_ACK ? Reply.STALE : Reply.UNKNOWN;
    }
  }
}
