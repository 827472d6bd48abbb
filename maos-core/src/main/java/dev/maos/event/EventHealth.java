package dev.maos.event;

import dev.maos.base.MaosException;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Tells how a dispatcher is from its store and its subscriptions. */
final class EventHealth {
  /** So many reasons are told; the rest is a number. */
  private static final int MAX_REASONS = 10;

  private final EventContext context;
  private final Parts parts;

  EventHealth(EventContext context, Parts parts) {
    this.context = context;
    this.parts = parts;
  }

  ComponentHealth of(boolean isClosed, boolean isTailFailing) {
    if (isClosed) {
      return new ComponentHealth(
          "events",
          Health.unhealthy("the dispatcher is closed"),
          Duration.ZERO,
          new LinkedHashMap<>());
    }
    long started = context.time().nanos();
    var store = store();
    var latency = Duration.ofNanos(context.time().nanos() - started);
    var details = new LinkedHashMap<String, String>();
    details.put("durability", context.store().durability().name());
    details.put("subscriptions", Integer.toString(parts.subscriptions()));
    details.put("unindexed", Integer.toString(context.index().unindexed()));
    details.put("streams", Integer.toString(parts.streams().size()));
    return new ComponentHealth(
        "events", Health.worst(List.of(store, judge(isTailFailing))), latency, details);
  }

  private Health store() {
    try {
      return context.store().health().health();
    } catch (MaosException e) {
      return Health.unhealthy(String.valueOf(e.getMessage()));
    }
  }

  private Health judge(boolean isTailFailing) {
    var reasons = new ArrayList<String>();
    if (isTailFailing) {
      reasons.add("events of other processes do not arrive: the store does not answer");
    }
    for (var subscription : parts.durable()) {
      subscription
          .trouble()
          .ifPresent(why -> reasons.add(subscription.name() + " cannot read: " + why));
      if (subscription.handling().isFull()) {
        reasons.add("the dead letters of " + subscription.name() + " are full");
      }
      if (subscription.isLagging()) {
        reasons.add(subscription.name() + " lags: retention will soon pass over it");
      }
    }
    for (var subscription : parts.live()) {
      if (subscription.lane().isFull()) {
        reasons.add("the dead letters of " + subscription.name() + " are full");
      }
    }
    return reasons.isEmpty() ? Health.healthy() : new Health.Degraded(shortened(reasons));
  }

  private static List<String> shortened(List<String> reasons) {
    if (reasons.size() <= MAX_REASONS) {
      return reasons;
    }
    var some = new ArrayList<>(reasons.subList(0, MAX_REASONS));
    some.add("and " + (reasons.size() - MAX_REASONS) + " more");
    return some;
  }
}
