package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The retries that callers may make together, as a share of their recent calls.
 *
 * <p>When the other side is down, every caller retries and multiplies the load on it. A budget
 * stops that: each call earns a share of a retry, each retry spends one, and savings are bounded,
 * so that a quiet hour does not pay for a storm. Share one budget between the retriers that call
 * the same thing. Thread-safe, without locks.
 */
public final class RetryBudget {
  private static final int START = 10;
  private static final long RETRY = 1_000_000;
  private static final long ENDLESS = Long.MAX_VALUE;
  private static final RetryBudget UNLIMITED = new RetryBudget(0, ENDLESS, ENDLESS);

  private final long earned;
  private final long most;
  private final AtomicLong saved;

  private RetryBudget(long earned, long most, long start) {
    this.earned = earned;
    this.most = most;
    this.saved = new AtomicLong(start);
  }

  /** One retry for every five calls, counted over the last 500 calls. */
  public static RetryBudget defaults() {
    return of(0.2, 500);
  }

  /** A budget that never runs out. */
  public static RetryBudget unlimited() {
    return UNLIMITED;
  }

  /**
   * A budget of {@code share} retries per call. It starts with ten retries, so that the first calls
   * of a program may retry too.
   *
   * @param share the retries per call, from 0 to 1
   * @param recentCalls how many calls' earnings can be saved up, 1 to 1,000,000; at least ten
   *     retries can always be saved
   */
  public static RetryBudget of(double share, int recentCalls) {
    Check.share(ErrorCode.INVALID_RETRY_POLICY, "share", share);
    Check.within(ErrorCode.INVALID_RETRY_POLICY, "recentCalls", recentCalls, 1, 1_000_000);
    long earned = Math.round(share * RETRY);
    long start = START * RETRY;
    return new RetryBudget(earned, Math.max(start, earned * recentCalls), start);
  }

  /** How many retries are left at this moment. */
  public long available() {
    return saved.get() / RETRY;
  }

  void earn() {
    // A full budget is not written to, so calls on many threads do not fight over it.
    long before = saved.get();
    while (before < most && !saved.compareAndSet(before, Math.min(most, before + earned))) {
      before = saved.get();
    }
  }

  boolean spend() {
    if (most == ENDLESS) {
      return true;
    }
    long before = saved.get();
    while (before >= RETRY) {
      if (saved.compareAndSet(before, before - RETRY)) {
        return true;
      }
      before = saved.get();
    }
    return false;
  }
}
