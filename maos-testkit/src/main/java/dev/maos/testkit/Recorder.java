package dev.maos.testkit;

import dev.maos.message.Delivery;
import dev.maos.message.MessageHandler;
import dev.maos.message.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A handler that remembers what it was given, and can be told to fail, to wait or to do something.
 *
 * <p>A delivery is recorded when its handling starts, before anything else happens to it. Whoever
 * awaits deliveries is woken by them; after 10 seconds of real time the waiting fails with what had
 * been seen until then. Thread-safe.
 *
 * <p>
 *
 * {@snippet :
 * var worker = new Recorder().failing(1);
 * bus.subscribe(bob, jobs, worker);
 * bus.publish(job);
 * assertThat(worker.await(1)).hasSize(1);
 * }
 */
public final class Recorder implements MessageHandler {
  private static final Duration BOUND = Waiting.BOUND;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Delivery> deliveries = new ArrayList<>();
  private MessageHandler next = delivery -> {};
  private int failuresLeft;
  private Throwable failure = new IllegalStateException("told to fail");
  private boolean blocked;
  private int running;
  private int mostAtOnce;
  private int finished;
  private int interrupted;

  /** Makes the next {@code times} calls fail with an {@link IllegalStateException}. */
  public Recorder failing(int times) {
    return failing(times, new IllegalStateException("told to fail"));
  }

  /** Makes the next {@code times} calls fail with this, which may be an {@link Error}. */
  public Recorder failing(int times, Throwable with) {
    return change(() -> {
      failuresLeft = times;
      failure = with;
    });
  }

  /** Makes every call wait, once it is recorded, until {@link #release}. */
  public Recorder blocking() {
    return change(() -> blocked = true);
  }

  /** Lets the waiting calls and all later ones go on. */
  public Recorder release() {
    return change(() -> blocked = false);
  }

  /** Passes on what was recorded and did not fail. */
  public Recorder then(MessageHandler handler) {
    return change(() -> next = handler);
  }

  @Override
  public void handle(Delivery delivery) throws Exception {
    var handler = begin(delivery);
    try {
      awaitRelease();
      failIfTold();
      handler.handle(delivery);
    } finally {
      end();
    }
  }

  /** Waits until at least {@code count} deliveries came, and returns all that came. */
  public List<Delivery> await(int count) {
    return await(count + " deliveries", seen -> seen.size() >= count);
  }

  /** Waits until the deliveries are as described, and returns them. */
  public List<Delivery> await(String what, Predicate<List<Delivery>> enough) {
    lock.lock();
    try {
      awaitLocked(what, () -> enough.test(deliveries));
      return List.copyOf(deliveries);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until at least {@code count} calls returned or threw. */
  public void awaitFinished(int count) {
    lock.lock();
    try {
      awaitLocked(count + " finished calls", () -> finished >= count);
    } finally {
      lock.unlock();
    }
  }

  /** What came, the first first. */
  public List<Delivery> deliveries() {
    return await("nothing", seen -> true);
  }

  /** The payloads of what came, as text. */
  public List<String> texts() {
    return deliveries().stream().map(delivery -> delivery.payload().text()).toList();
  }

  /** The ids of what came. */
  public List<MessageId> ids() {
    return deliveries().stream().map(Delivery::id).toList();
  }

  /** The attempts of what came: 1 for a message that was claimed for the first time. */
  public List<Integer> attempts() {
    return deliveries().stream().map(Delivery::attempt).toList();
  }

  /** How many calls run now. */
  public int running() {
    return read(() -> running);
  }

  /** How many calls have returned or thrown. */
  public int finished() {
    return read(() -> finished);
  }

  /** How many calls were interrupted while they waited to be released. */
  public int interrupted() {
    return read(() -> interrupted);
  }

  /** The most calls that ran at one time. */
  public int mostAtOnce() {
    return read(() -> mostAtOnce);
  }

  private MessageHandler begin(Delivery delivery) {
    lock.lock();
    try {
      deliveries.add(delivery);
      running++;
      mostAtOnce = Math.max(mostAtOnce, running);
      changed.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void awaitRelease() throws InterruptedException {
    lock.lock();
    try {
      while (blocked) {
        changed.await();
      }
    } catch (InterruptedException e) {
      interrupted++;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void failIfTold() throws Exception {
    Throwable thrown;
    lock.lock();
    try {
      if (failuresLeft == 0) {
        return;
      }
      failuresLeft--;
      thrown = failure;
    } finally {
      lock.unlock();
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }

  private void end() {
    change(() -> {
      running--;
      finished++;
    });
  }

  private void awaitLocked(String what, BooleanSupplier enough) {
    long left = BOUND.toNanos();
    try {
      while (!enough.getAsBoolean()) {
        if (left <= 0) {
          throw new AssertionError(
              "within %d s there were no %s; seen: %s".formatted(BOUND.toSeconds(), what, seen()));
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what + "; seen: " + seen(), e);
    }
  }

  private String seen() {
    return deliveries.stream()
        .map(delivery -> delivery.id() + " attempt " + delivery.attempt())
        .collect(Collectors.joining(", ", "[", "], finished: " + finished));
  }

  private Recorder change(Runnable step) {
    lock.lock();
    try {
      step.run();
      changed.signalAll();
      return this;
    } finally {
      lock.unlock();
    }
  }

  private int read(IntSupplier value) {
    lock.lock();
    try {
      return value.getAsInt();
    } finally {
      lock.unlock();
    }
  }
}
