package dev.maos.resilience;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call again when it fails, as a {@link RetryPolicy} says.
 *
 * <p>What may be thrown: the call's own error when the policy does not retry it; its first error
 * when the {@link RetryBudget} is empty; {@link RetriesExhaustedException} when attempts or time
 * ran out; {@link InterruptedException} as soon as the thread is interrupted while waiting, with
 * the error that made it wait as suppressed. The call must be safe to repeat. Thread-safe; the
 * caller's thread does all the work and the waiting.
 */
public final class Retrier {
  private static final long FOREVER = Long.MAX_VALUE;

  private final RetryPolicy policy;
  private final TimeSource time;
  private final RandomGenerator random;
  private final RetryBudget budget;

  /** A retrier without a limit on the share of retries. */
  public Retrier(RetryPolicy policy, TimeSource time, RandomGenerator random) {
    this(policy, time, random, RetryBudget.unlimited());
  }

  /**
   * A retrier within a budget.
   *
   * @param random where jitter comes from; used by one thread at a time
   * @param budget the retries that this and other retriers may make together
   */
  public Retrier(RetryPolicy policy, TimeSource time, RandomGenerator random, RetryBudget budget) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.time = Objects.requireNonNull(time, "time");
    this.random = SharedRandom.of(random);
    this.budget = Objects.requireNonNull(budget, "budget");
  }

  /** The policy it follows. */
  public RetryPolicy policy() {
    return policy;
  }

  /** Makes the call until it succeeds or the policy gives up. */
  public <T extends @Nullable Object, E extends Exception> T call(Call<T, E> call)
      throws E, InterruptedException {
    return attempts(FOREVER, call);
  }

  /**
   * Makes the call at least once, and again only while the wait before it ends before the deadline.
   */
  public <T extends @Nullable Object, E extends Exception> T call(Instant deadline, Call<T, E> call)
      throws E, InterruptedException {
    // From here on the steady clock counts, so setting the time of day does not move the deadline.
    var left = Duration.between(time.now(), deadline);
    return attempts(Math.max(0, TimeUnit.NANOSECONDS.convert(left)), call);
  }

  /** Like {@link #call(Call)} for something without a result. */
  public <E extends Exception> void run(Action<E> action) throws E, InterruptedException {
    this.<@Nullable Object, E>call(() -> {
      action.run();
      return null;
    });
  }

  private <T extends @Nullable Object, E extends Exception> T attempts(
      long patience, Call<T, E> call) throws E, InterruptedException {
    budget.earn();
    long start = patience == FOREVER ? 0 : time.nanos();
    try {
      return call.call();
    } catch (Exception error) {
      if (!policy.retryOn().matches(error)) {
        throw error;
      }
      return retries(new Attempts(error), patience, start, call);
    }
  }

  private <T extends @Nullable Object, E extends Exception> T retries(
      Attempts failed, long patience, long start, Call<T, E> call) throws E, InterruptedException {
    while (true) {
      var delay = delayAfter(failed, patience, start);
      if (!budget.spend()) {
        throw Thrown.by(call, failed.first());
      }
      sleep(delay, failed.last());
      try {
        return call.call();
      } catch (Exception error) {
        if (!policy.retryOn().matches(error)) {
          throw error;
        }
        failed.add(error);
      }
    }
  }

  private Duration delayAfter(Attempts failed, long patience, long start) {
    if (failed.made() >= policy.maxAttempts()) {
      throw failed.exhausted("as many as the policy allows");
    }
    var delay = policy.delayAfter(failed.made(), random);
    if (patience != FOREVER && delay.toNanos() >= patience - (time.nanos() - start)) {
      throw failed.exhausted("and the deadline leaves no time for another");
    }
    return delay;
  }

  private void sleep(Duration delay, Exception error) throws InterruptedException {
    try {
      time.sleep(delay);
    } catch (InterruptedException interrupted) {
      interrupted.addSuppressed(error);
      throw interrupted;
    }
  }
}
