package dev.maos.resilience;

import dev.maos.base.Subscription;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gate in front of something that may be down: it opens after too many failures and refuses
 * calls, so that callers fail fast and the other side can recover; later it lets trial calls
 * through.
 *
 * <pre>
 *   CLOSED     --- too many failures -----------------&gt;  OPEN
 *   OPEN       --- recovery timeout ------------------&gt;  HALF_OPEN
 *   HALF_OPEN  --- all trial calls succeed -----------&gt;  CLOSED
 *   HALF_OPEN  --- one fails, or they do not end -----&gt;  OPEN
 * </pre>
 *
 * <p>Only errors that {@link CircuitBreakerOptions#failures} picks count; of a call that was
 * retried, the last error decides. Results of calls from before the last change of state are not
 * counted. When trial calls do not end within the recovery timeout, the breaker opens again instead
 * of waiting for them. Time is measured by {@link TimeSource#nanos}, so setting the clock does no
 * harm.
 *
 * <p>Thread-safe; the call runs on the caller's thread, outside any lock.
 */
public final class CircuitBreaker {
  /** Whether calls go through. */
  public enum State {
    /** Calls go through. */
    CLOSED,
    /** Calls are refused. */
    OPEN,
    /** Trial calls go through, all others are refused. */
    HALF_OPEN
  }

  private final String name;
  private final CircuitBreakerOptions options;
  private final TimeSource time;
  private final BreakerWindow window;
  private final boolean timed;
  private final AtomicReference<BreakerPhase> phase;
  private final Listeners<BreakerTransition> listeners = new Listeners<>();
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder opened = new LongAdder();

  /**
   * A closed breaker.
   *
   * @param name 1 to 64 letters, digits, dots, hyphens or underscores, the first one a letter or
   *     digit
   */
  public CircuitBreaker(String name, CircuitBreakerOptions options, TimeSource time) {
    this.name = Check.name("circuit breaker", name);
    this.options = Objects.requireNonNull(options, "options");
    this.time = Objects.requireNonNull(time, "time");
    this.window = new BreakerWindow(name, options, time);
    this.timed = options.slowCalls() instanceof SlowCalls.OpenAt;
    this.phase = new AtomicReference<>(new BreakerPhase(State.CLOSED, time.nanos()));
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its options. */
  public CircuitBreakerOptions options() {
    return options;
  }

  /**
   * Makes the call and counts how it ends; what it throws comes out unchanged.
   *
   * @throws CircuitOpenException when the call was refused and not made
   */
  public <T extends @Nullable Object, E extends Exception> T call(Call<T, E> call) throws E {
    var entered = enter();
    long start = timed ? time.nanos() : 0;
    T result;
    try {
      result = call.call();
    } catch (Throwable error) {
      ended(entered, start, error);
      throw error;
    }
    ended(entered, start);
    return result;
  }

  /** Like {@link #call} for something without a result. */
  public <E extends Exception> void run(Action<E> action) throws E {
    this.<@Nullable Object, E>call(() -> {
      action.run();
      return null;
    });
  }

  /** What the next call meets: an open breaker is half open as soon as its timeout has passed. */
  public State state() {
    var seen = phase.get();
    return seen.state() == State.OPEN && isOver(seen) ? State.HALF_OPEN : seen.state();
  }

  /** What went through since it was made. */
  public BreakerStats statistics() {
    return new BreakerStats(
        name, state(), succeeded.sum(), failed.sum(), ignored.sum(), refused.sum(), opened.sum());
  }

  /**
   * Tells a listener of every change of state, on the thread of the call that brought it about. An
   * open breaker becomes half open when the first trial call comes.
   */
  public Subscription onTransition(Consumer<? super BreakerTransition> listener) {
    return listeners.add(listener);
  }

  private BreakerPhase enter() {
    var seen = phase.get();
    if (seen.state() == State.OPEN && !isOver(seen)) {
      throw refusal(seen);
    }
    if (!window.enter()) {
      seen = observe();
      if (seen.state() == State.HALF_OPEN && isOver(seen)) {
        reopen(seen);
      }
      throw refusal(phase.get());
    }
    return observe();
  }

  private void ended(BreakerPhase entered, long start) {
    succeeded.increment();
    if (phase.get() == entered) {
      window.succeeded(timed ? time.nanos() - start : 0);
      observe();
    }
  }

  private void ended(BreakerPhase entered, long start, Throwable error) {
    boolean counts = options.failures().matches(decisive(error));
    (counts ? failed : ignored).increment();
    if (phase.get() != entered) {
      return;
    }
    if (!counts) {
      window.ignored();
    } else if (entered.state() == State.HALF_OPEN) {
      reopen(entered);
    } else {
      window.failed(timed ? time.nanos() - start : 0, error);
      observe();
    }
  }

  // The window would still close after one good and one bad trial, if the failure rate allows it.
  private void reopen(BreakerPhase halfOpen) {
    if (halfOpen.end()) {
      window.open();
      observe();
    }
  }

  private BreakerPhase observe() {
    var before = phase.get();
    var state = window.state();
    if (state == before.state()) {
      return before;
    }
    var after = new BreakerPhase(state, time.nanos());
    if (!phase.compareAndSet(before, after)) {
      return phase.get();
    }
    if (state == State.OPEN) {
      opened.increment();
    }
    listeners.tell(new BreakerTransition(name, before.state(), state, time.now()));
    return after;
  }

  private boolean isOver(BreakerPhase seen) {
    return remaining(seen) <= 0;
  }

  private long remaining(BreakerPhase seen) {
    return options.recoveryTimeout().toNanos() - (time.nanos() - seen.since());
  }

  private CircuitOpenException refusal(BreakerPhase seen) {
    refused.increment();
    var wait = seen.state() == State.OPEN ? Math.max(0, remaining(seen)) : 0;
    return new CircuitOpenException(name, Duration.ofNanos(wait));
  }

  private static Throwable decisive(Throwable error) {
    return error instanceof RetriesExhaustedException exhausted
        ? exhausted.attempts().getLast()
        : error;
  }
}
