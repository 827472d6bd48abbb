package dev.maos;

import dev.maos.base.AgentId;
import dev.maos.message.MessageBus;
import dev.maos.message.Workload;
import dev.maos.registry.LoadSensor;
import dev.maos.registry.Seen;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sees from the bus how much waits for an agent, and how long its handlers take. Thread-safe; what
 * it remembers of an agent is two numbers.
 */
final class BusSensor implements LoadSensor {
  private static final double SHARE_OF_NEWEST = 0.25;

  private final Supplier<MessageBus> bus;
  private final Map<AgentId, Sample> samples = new ConcurrentHashMap<>();

  private record Sample(Workload at, double serviceNanos) {
    static Sample first(Workload now) {
      double service = now.handled() == 0 ? 0 : (double) now.busy().toNanos() / now.handled();
      return new Sample(now, service);
    }

    Sample next(Workload now) {
      long handled = now.handled() - at.handled();
      if (handled <= 0) {
        return new Sample(now, serviceNanos);
      }
      double newest = (double) now.busy().minus(at.busy()).toNanos() / handled;
      double change = serviceNanos == 0 ? newest : (newest - serviceNanos) * SHARE_OF_NEWEST;
      return new Sample(now, Math.max(0, serviceNanos + change));
    }

    Seen seen() {
      return new Seen(at.waiting(), Duration.ofNanos((long) serviceNanos));
    }
  }

  BusSensor(Supplier<MessageBus> bus) {
    this.bus = bus;
  }

  @Override
  public Map<AgentId, Seen> seen(Set<AgentId> agents) {
    samples.keySet().retainAll(agents);
    bus.get()
        .workloads(agents)
        .forEach((agent, now) ->
            samples.merge(agent, Sample.first(now), (before, first) -> before.next(now)));
    return samples.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, sample -> sample.getValue().seen()));
  }
}
