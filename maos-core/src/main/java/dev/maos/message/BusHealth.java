package dev.maos.message;

import dev.maos.base.MaosException;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells from a bus's queues how it is. */
final class BusHealth {
  /** So many reasons are told; the rest is a number. */
  private static final int MAX_REASONS = 10;

  private BusHealth() {}

  static ComponentHealth of(BusContext bus, boolean closed) {
    long started = bus.time().nanos();
    if (closed) {
      return health(new Health.Unhealthy(List.of("the bus is closed")), Duration.ZERO, List.of());
    }
    try {
      var queues = bus.transport().queues();
      var latency = Duration.ofNanos(bus.time().nanos() - started);
      return health(judge(queues, bus.options().limits()), latency, queues);
    } catch (MaosException e) {
      return health(
          new Health.Unhealthy(List.of(String.valueOf(e.getMessage()))), Duration.ZERO, List.of());
    }
  }

  private static Health judge(List<QueueStats> queues, QueueLimits limits) {
    var reasons = new ArrayList<String>();
    for (var queue : queues) {
      if (queue.dead() >= limits.maxDeadLetters()) {
        reasons.add(queue.queue() + " has stopped: its dead letters are full");
      }
      if (queue.depth() >= limits.maxQueueSize()) {
        reasons.add(queue.queue() + " is full");
      }
      if (queue.missed() > 0) {
        reasons.add(queue.queue() + " is lagging: it has missed " + queue.missed() + " messages");
      }
    }
    if (reasons.isEmpty()) {
      return new Health.Healthy();
    }
    return new Health.Degraded(shortened(reasons));
  }

  private static List<String> shortened(List<String> reasons) {
    if (reasons.size() <= MAX_REASONS) {
      return reasons;
    }
    var some = new ArrayList<>(reasons.subList(0, MAX_REASONS));
    some.add("and " + (reasons.size() - MAX_REASONS) + " more");
    return some;
  }

  private static ComponentHealth health(Health health, Duration latency, List<QueueStats> queues) {
    var details =
        Map.of(
            "queues", Integer.toString(queues.size()),
            "depth", Integer.toString(queues.stream().mapToInt(QueueStats::depth).sum()),
            "deadLetters", Integer.toString(queues.stream().mapToInt(QueueStats::dead).sum()));
    return new ComponentHealth("bus", health, latency, details);
  }
}
