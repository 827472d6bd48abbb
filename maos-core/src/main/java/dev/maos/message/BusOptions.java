package dev.maos.message;

import java.time.Duration;

/**
 * The settings of a {@link MessageBus}; each has a safe default and a range that is checked.
 *
 * <p>
 *
 * {@snippet :
 * BusOptions.defaults().maxQueueSize(50_000).overflow(Overflow.block(Duration.ofSeconds(1)));
 * }
 *
 * @param maxConnections sockets the bus may open, 1 to 1,000; the embedded backend opens none
 * @param limits the bounds of queues, dead letters, histories and dedupe windows
 * @param overflow what a publisher meets at the bound of an inbox or a group
 * @param cleanupInterval how often what has expired is moved away, 1 s to 1 day
 * @param publishTimeout how long publishing is retried while the backend cannot be reached, up to 1
 *     hour; shorter than the dedupe window
 * @param maxPayloadBytes 1 to 64 MiB
 * @param maxHops how many messages may cause one another, 1 to 255
 * @param drainTimeout how long closing waits for running handlers, 0 to 1 hour
 */
public record BusOptions(
    int maxConnections,
    QueueLimits limits,
    Overflow overflow,
    Duration cleanupInterval,
    Duration publishTimeout,
    int maxPayloadBytes,
    int maxHops,
    Duration drainTimeout) {

  private static final BusOptions DEFAULTS =
      new BusOptions(
          20,
          QueueLimits.defaults(),
          Overflow.reject(),
          Duration.ofSeconds(300),
          Duration.ofSeconds(10),
          1024 * 1024,
          64,
          Duration.ofSeconds(10));

  public BusOptions {
    Setting.between("maxConnections", maxConnections, 1, 1_000);
    Setting.between("cleanupInterval", cleanupInterval, Duration.ofSeconds(1), Duration.ofDays(1));
    Setting.between("publishTimeout", publishTimeout, Duration.ZERO, Duration.ofHours(1));
    Setting.between("maxPayloadBytes", maxPayloadBytes, 1, 64 * 1024 * 1024);
    Setting.between("maxHops", maxHops, 1, 255);
    Setting.between("drainTimeout", drainTimeout, Duration.ZERO, Duration.ofHours(1));
    Setting.below("publishTimeout", publishTimeout, "dedupeWindow", limits.dedupeWindow());
  }

  public static BusOptions defaults() {
    return DEFAULTS;
  }

  public BusOptions maxConnections(int maxConnections) {
    return new BusOptions(
        maxConnections,
        limits,
        overflow,
        cleanupInterval,
        publishTimeout,
        maxPayloadBytes,
        maxHops,
        drainTimeout);
  }

  public BusOptions limits(QueueLimits limits) {
    return new BusOptions(
        maxConnections,
        limits,
        overflow,
        cleanupInterval,
        publishTimeout,
        maxPayloadBytes,
        maxHops,
        drainTimeout);
  }

  public BusOptions overflow(Overflow overflow) {
    return new BusOptions(
        maxConnections,
        limits,
        overflow,
        cleanupInterval,
        publishTimeout,
        maxPayloadBytes,
        maxHops,
        drainTimeout);
  }

  public BusOptions cleanupInterval(Duration cleanupInterval) {
    return new BusOptions(
        maxConnections,
        limits,
        overflow,
        cleanupInterval,
        publishTimeout,
        maxPayloadBytes,
        maxHops,
        drainTimeout);
  }

  public BusOptions publishTimeout(Duration publishTimeout) {
    return new BusOptions(
        maxConnections,
        limits,
        overflow,
        cleanupInterval,
        publishTimeout,
        maxPayloadBytes,
        maxHops,
        drainTimeout);
  }

  public BusOptions maxPayloadBytes(int maxPayloadBytes) {
    return new BusOptions(
        maxConnections,
        limits,
        overflow,
        cleanupInterval,
        publishTimeout,
        maxPayloadBytes,
        maxHops,
        drainTimeout);
  }

  public BusOptions maxHops(int maxHops) {
    return new BusOptions(
        maxConnections,
        limits,
        overflow,
        cleanupInterval,
        publishTimeout,
        maxPayloadBytes,
        maxHops,
        drainTimeout);
  }

  public BusOptions drainTimeout(Duration drainTimeout) {
    return new BusOptions(
        maxConnections,
        limits,
        overflow,
        cleanupInterval,
        publishTimeout,
        maxPayloadBytes,
        maxHops,
        drainTimeout);
  }

  /** Short for {@code limits(limits().maxQueueSize(messages))}. */
  public BusOptions maxQueueSize(int messages) {
    return limits(limits.maxQueueSize(messages));
  }
}
