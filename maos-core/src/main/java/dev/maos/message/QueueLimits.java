package dev.maos.message;

import java.time.Duration;

/**
 * The bounds of what a backend stores for the bus.
 *
 * @param maxQueueSize messages undelivered or unacknowledged in one queue, 1 to 10,000,000
 * @param maxDeadLetters dead letters of one queue, 1 to 10,000,000; at the bound the queue stops
 *     and health says so
 * @param history the newest messages of a topic kept for subscriptions that start in the past, 0 to
 *     10,000,000
 * @param dedupeWindow how long the ids of exactly-once messages are remembered, 1 s to 7 days
 * @param dedupeCapacity ids remembered for one destination, 1,024 to 100,000,000; at the bound the
 *     oldest half is forgotten early, which is counted and shown in health
 */
public record QueueLimits(
    int maxQueueSize, int maxDeadLetters, int history, Duration dedupeWindow, int dedupeCapacity) {

  private static final QueueLimits DEFAULTS =
      new QueueLimits(10_000, 10_000, 1_000, Duration.ofMinutes(2), 1_000_000);

  public QueueLimits {
    Setting.between("maxQueueSize", maxQueueSize, 1, 10_000_000);
    Setting.between("maxDeadLetters", maxDeadLetters, 1, 10_000_000);
    Setting.between("history", history, 0, 10_000_000);
    Setting.between("dedupeWindow", dedupeWindow, Duration.ofSeconds(1), Duration.ofDays(7));
    Setting.between("dedupeCapacity", dedupeCapacity, 1_024, 100_000_000);
  }

  public static QueueLimits defaults() {
    return DEFAULTS;
  }

  public QueueLimits maxQueueSize(int maxQueueSize) {
    return new QueueLimits(maxQueueSize, maxDeadLetters, history, dedupeWindow, dedupeCapacity);
  }

  public QueueLimits maxDeadLetters(int maxDeadLetters) {
    return new QueueLimits(maxQueueSize, maxDeadLetters, history, dedupeWindow, dedupeCapacity);
  }

  public QueueLimits history(int history) {
    return new QueueLimits(maxQueueSize, maxDeadLetters, history, dedupeWindow, dedupeCapacity);
  }

  public QueueLimits dedupeWindow(Duration dedupeWindow) {
    return new QueueLimits(maxQueueSize, maxDeadLetters, history, dedupeWindow, dedupeCapacity);
  }

  public QueueLimits dedupeCapacity(int dedupeCapacity) {
    return new QueueLimits(maxQueueSize, maxDeadLetters, history, dedupeWindow, dedupeCapacity);
  }
}
