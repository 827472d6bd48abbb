package dev.maos.event;

import java.time.Duration;

/**
 * The settings of an {@link EventDispatcher}; each has a safe default and a range that is checked.
 *
 * @param recorded which events are recorded; all unless said
 * @param retention how much history is kept
 * @param cleanupInterval how often what exceeds the retention is removed, 1 s to 1 day
 * @param appendTimeout how long recording is repeated while the store cannot be reached, up to 1
 *     hour
 * @param maxDataBytes 1 to 64 MiB
 * @param maxHops how many events may follow from one another in one process, 1 to 255
 * @param drainTimeout how long closing waits for running handlers, up to 1 hour
 */
public record EventOptions(
    EventFilter recorded,
    RetentionPolicy retention,
    Duration cleanupInterval,
    Duration appendTimeout,
    int maxDataBytes,
    int maxHops,
    Duration drainTimeout) {

  private static final EventOptions DEFAULTS =
      new EventOptions(
          EventFilter.all(),
          RetentionPolicy.defaults(),
          Duration.ofSeconds(300),
          Duration.ofSeconds(10),
          1024 * 1024,
          64,
          Duration.ofSeconds(10));

  /** Checks the values. */
  public EventOptions {
    Required.field(recorded, "recorded");
    Required.field(retention, "retention");
    Setting.between("cleanupInterval", cleanupInterval, Duration.ofSeconds(1), Duration.ofDays(1));
    Setting.between("appendTimeout", appendTimeout, Duration.ZERO, Duration.ofHours(1));
    Setting.between("maxDataBytes", maxDataBytes, 1, 64 * 1024 * 1024);
    Setting.between("maxHops", maxHops, 1, 255);
    Setting.between("drainTimeout", drainTimeout, Duration.ZERO, Duration.ofHours(1));
  }

  public static EventOptions defaults() {
    return DEFAULTS;
  }

  public EventOptions recorded(EventFilter recorded) {
    return new EventOptions(
        recorded, retention, cleanupInterval, appendTimeout, maxDataBytes, maxHops, drainTimeout);
  }

  public EventOptions retention(RetentionPolicy retention) {
    return new EventOptions(
        recorded, retention, cleanupInterval, appendTimeout, maxDataBytes, maxHops, drainTimeout);
  }

  public EventOptions cleanupInterval(Duration cleanupInterval) {
    return new EventOptions(
        recorded, retention, cleanupInterval, appendTimeout, maxDataBytes, maxHops, drainTimeout);
  }

  public EventOptions appendTimeout(Duration appendTimeout) {
    return new EventOptions(
        recorded, retention, cleanupInterval, appendTimeout, maxDataBytes, maxHops, drainTimeout);
  }

  public EventOptions maxDataBytes(int maxDataBytes) {
    return new EventOptions(
        recorded, retention, cleanupInterval, appendTimeout, maxDataBytes, maxHops, drainTimeout);
  }

  public EventOptions maxHops(int maxHops) {
    return new EventOptions(
        recorded, retention, cleanupInterval, appendTimeout, maxDataBytes, maxHops, drainTimeout);
  }

  public EventOptions drainTimeout(Duration drainTimeout) {
    return new EventOptions(
        recorded, retention, cleanupInterval, appendTimeout, maxDataBytes, maxHops, drainTimeout);
  }
}
