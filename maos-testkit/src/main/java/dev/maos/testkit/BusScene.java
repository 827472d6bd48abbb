package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.DeadLetter;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageHandler;
import dev.maos.message.MessageSubscription;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueName;
import dev.maos.message.SubscriptionOptions;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.RetryPolicy;
import dev.maos.testkit.history.Judge;
import dev.maos.testkit.history.Rules;
import dev.maos.testkit.history.Verdict;
import dev.maos.testkit.history.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** A {@link Scene} with a bus over the storage; each further bus is like another process. */
abstract class BusScene extends Scene {
  static final Duration RETRY_DELAY = Duration.ofMillis(100);
  static final Duration LEASE = Duration.ofSeconds(10);
  static final Duration PAST_THE_LEASE = LEASE.plusMillis(1);

  /** So long that also the bus has seen that a handler outlives its lease. */
  static final Duration LONG_PAST_THE_LEASE = LEASE.plus(LEASE.dividedBy(2));

  /** Retries after {@link #RETRY_DELAY}, without jitter; leases of ten seconds. */
  static final SubscriptionOptions OPTIONS =
      SubscriptionOptions.defaults()
          .lease(LEASE)
          .retry(RetryPolicy.defaults().backoff(new Backoff.Fixed(RETRY_DELAY)));

  private static final Duration NO_EXCUSE = Duration.ofDays(365);

  final MessageBus bus;
  private final List<Recorder> recorders = new ArrayList<>();
  private long buses;

  BusScene(TransportFixture fixture) {
    this(fixture, BusOptions.defaults());
  }

  BusScene(TransportFixture fixture, BusOptions options) {
    super(fixture, options.limits());
    this.bus = busOver(storage, options);
  }

  @AfterEach
  void releaseHandlers() {
    recorders.forEach(Recorder::release);
  }

  /** A bus of another process over the same storage. */
  final MessageBus anotherBus() {
    return busOver(storage, bus.options());
  }

  final MessageBus busOver(MessageTransport transport, BusOptions options) {
    // Each bus has its own seed: processes do not give the same ids.
    var random = new Seed(++buses).random();
    return closing(new MessageBus(transport, options, fixture.time(), random));
  }

  /** A recorder that lets its handlers go when the test is over. */
  final Recorder recorder() {
    var recorder = new Recorder();
    recorders.add(recorder);
    return recorder;
  }

  final MessageSubscription subscribe(AgentId agent, String pattern, MessageHandler handler) {
    return subscribe(agent, pattern, OPTIONS, handler);
  }

  final MessageSubscription subscribe(
      AgentId agent, String pattern, SubscriptionOptions options, MessageHandler handler) {
    return bus.subscribe(agent, TopicPattern.of(pattern), options, handler);
  }

  /** Bob handles everything that is sent to him. */
  final MessageSubscription subscribeBob(MessageHandler handler) {
    return subscribe(BOB, ">", handler);
  }

  /** A group whose members record. */
  final List<Recorder> subscribeTeam(int members) {
    var team = new ArrayList<Recorder>();
    for (int i = 0; i < members; i++) {
      var member = recorder();
      var _ = subscribe(AgentId.of("member-" + i), ">", OPTIONS.inGroup("team"), member);
      team.add(member);
    }
    return team;
  }

  /** Lets time pass until it holds, in steps so small that no lease ends meanwhile. */
  final void passUntil(String what, BooleanSupplier holds) {
    passUntil(what, Duration.ofMillis(20), holds);
  }

  /** Lets time pass until it holds, in steps of this length, each with a moment for the threads. */
  final void passUntil(String what, Duration step, BooleanSupplier holds) {
    Waiting.until(() -> what, holds, () -> passAndYield(step));
  }

  private void passAndYield(Duration step) {
    fixture.pass(step);
    LockSupport.parkNanos(1_000_000);
  }

  /** Waits until so many messages of the queue wait for their time. */
  final void awaitDelayed(QueueName queue, int count) {
    Waiting.until("retry in " + queue, () -> stats(queue).delayed() == count);
  }

  /** Waits until nothing is left in the queue. */
  final void awaitEmpty(QueueName queue) {
    Waiting.until("empty " + queue, () -> stats(queue).depth() == 0);
  }

  final List<DeadLetter> awaitDead(QueueName queue, int count) {
    Waiting.until(count + " dead letters in " + queue, () -> stats(queue).dead() == count);
    return storage.deadLetters(queue, Optional.empty(), 1_000);
  }

  /** Waits until everything that was published for the subscriptions of the bus is handled. */
  final void awaitRest() {
    Waiting.until("rest", () -> isAtRest(bus));
  }

  /**
   * That what was seen is as the bus promises: handled once, in order, nothing lost and nothing
   * invented. It is asked when nothing is left to be done, and takes no lost lease for an excuse.
   */
  static Verdict.Tally assertInnocent(Witness witness) {
    var verdict = new Judge(Rules.defaults().lease(NO_EXCUSE)).judge(witness.steps());
    assertThat(verdict.isInnocent()).as("%s", verdict).isTrue();
    assertThat(verdict.tally().redelivered()).as("handled again").isZero();
    return verdict.tally();
  }

  private static boolean isAtRest(MessageBus bus) {
    try {
      return bus.awaitIdle(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while waiting for rest", e);
    }
  }

  /** Runs it on another thread. */
  final <T> Future<T> meanwhile(Callable<T> task) {
    return closing(new Background()).run(task);
  }

  private static final class Background implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    <T> Future<T> run(Callable<T> task) {
      return threads.submit(task);
    }

    @Override
    public void close() {
      threads.shutdownNow();
      threads.close();
    }
  }
}
