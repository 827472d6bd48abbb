package dev.maos.event;

import dev.maos.resilience.RetryPolicy;

/**
 * How a durable subscription reads the history.
 *
 * @param start where it begins when it is new
 * @param maxLag how many events it may lie behind before retention passes over it, 0 to 10^12
 * @param batch how many events are read at once, and at most handled again after a crash, 1 to
 *     10,000
 * @param retry how often and when an event is tried again whose handler threw
 * @param maxDeadLetters how many events are kept that could not be handled, 1 to 100,000; the
 *     oldest goes
 */
public record DurableOptions(
    HistoryStart start, long maxLag, int batch, RetryPolicy retry, int maxDeadLetters) {

  private static final DurableOptions DEFAULTS =
      new DurableOptions(HistoryStart.latest(), 1_000_000, 64, RetryPolicy.defaults(), 1_000);

  /** Checks the values. */
  public DurableOptions {
    Required.field(start, "start");
    Setting.between("maxLag", maxLag, 0, 1_000_000_000_000L);
    Setting.between("batch", batch, 1, 10_000);
    Required.field(retry, "retry");
    Setting.between("maxDeadLetters", maxDeadLetters, 1, 100_000);
  }

  /** From the latest on, at most a million behind, three attempts, 1,000 dead letters. */
  public static DurableOptions defaults() {
    return DEFAULTS;
  }

  public DurableOptions start(HistoryStart start) {
    return new DurableOptions(start, maxLag, batch, retry, maxDeadLetters);
  }

  public DurableOptions maxLag(long maxLag) {
    return new DurableOptions(start, maxLag, batch, retry, maxDeadLetters);
  }

  public DurableOptions batch(int batch) {
    return new DurableOptions(start, maxLag, batch, retry, maxDeadLetters);
  }

  public DurableOptions retry(RetryPolicy retry) {
    return new DurableOptions(start, maxLag, batch, retry, maxDeadLetters);
  }

  public DurableOptions maxDeadLetters(int maxDeadLetters) {
    return new DurableOptions(start, maxLag, batch, retry, maxDeadLetters);
  }
}
