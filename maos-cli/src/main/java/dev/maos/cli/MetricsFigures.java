package dev.maos.cli;

import dev.maos.MaosMetrics;
import dev.maos.consensus.ConsensusMetrics;
import dev.maos.event.EventMetrics;
import dev.maos.message.BusMetrics;
import dev.maos.message.TopicStats;
import dev.maos.monitor.LatencySnapshot;
import dev.maos.registry.RegistryMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/** Metrics as objects for programs, with the names of the library. */
final class MetricsFigures {
  private MetricsFigures() {}

  static Map<String, Object> of(MaosMetrics metrics) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("at", metrics.at().toString());
    fields.put("bus", bus(metrics.bus()));
    metrics.events().ifPresent(events -> fields.put("events", events(events)));
    fields.put("registry", registry(metrics.registry()));
    fields.put("consensus", consensus(metrics.consensus()));
    fields.put("health", HealthFigures.of(metrics.health()));
    return fields;
  }

  private static Map<String, Object> bus(BusMetrics bus) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("messagesSent", bus.messagesSent());
    fields.put("messagesReceived", bus.messagesReceived());
    fields.put("messagesFailed", bus.messagesFailed());
    fields.put("redelivered", bus.redelivered());
    fields.put("deadLettered", bus.deadLettered());
    fields.put("expired", bus.expired());
    fields.put("duplicates", bus.duplicates());
    fields.put("stale", bus.stale());
    fields.put("refused", bus.refused());
    fields.put("lateReplies", bus.lateReplies());
    fields.put("activeSubscriptions", bus.activeSubscriptions());
    fields.put("deliveryLatency", latency(bus.deliveryLatency()));
    fields.put("topics", bus.topics().stream().map(MetricsFigures::topic).toList());
    fields.put("queues", bus.queues().stream().map(QueueFigures::of).toList());
    return fields;
  }

  private static Map<String, Object> topic(TopicStats topic) {
    var published = new LinkedHashMap<String, Object>();
    topic.published().forEach((priority, count) -> published.put(priority.name(), count));
    return JsonLines.fields("topic", topic.topic(), "published", published);
  }

  private static Map<String, Object> events(EventMetrics events) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("eventsDispatched", events.eventsDispatched());
    fields.put("persisted", events.persisted());
    fields.put("deliveries", events.deliveries());
    fields.put("errors", events.errors());
    fields.put("dropped", events.dropped());
    fields.put("expired", events.expired());
    fields.put("deadLettered", events.deadLettered());
    fields.put("refused", events.refused());
    fields.put("announcementsLost", events.announcementsLost());
    fields.put("subscriptions", events.subscriptions());
    fields.put("unindexed", events.unindexed());
    fields.put("streams", events.streams());
    fields.put("lag", events.lag());
    fields.put("latency", latency(events.latency()));
    return fields;
  }

  private static Map<String, Object> registry(RegistryMetrics registry) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("agents", registry.agents());
    fields.put("held", registry.held());
    fields.put("registrations", registry.registrations());
    fields.put("lost", registry.lost());
    fields.put("beats", registry.beats());
    fields.put("beatsFailed", registry.beatsFailed());
    fields.put("statesWritten", registry.statesWritten());
    fields.put("selections", registry.selections());
    fields.put("nobody", registry.nobody());
    fields.put("probes", registry.probes());
    fields.put("silentProbes", registry.silentProbes());
    fields.put("readsFailed", registry.readsFailed());
    fields.put("gaps", registry.gaps());
    fields.put("viewAgeMillis", registry.viewAge().toMillis());
    fields.put("roundTrips", latency(registry.roundTrips()));
    return fields;
  }

  private static Map<String, Object> consensus(ConsensusMetrics votes) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("requested", votes.requested());
    fields.put("reached", votes.reached());
    fields.put("failed", votes.failed());
    fields.put("timedOut", votes.timedOut());
    fields.put("cancelled", votes.cancelled());
    fields.put("finishedForOthers", votes.finishedForOthers());
    fields.put("ballots", votes.ballots());
    fields.put("repeated", votes.repeated());
    fields.put("rejected", votes.rejected());
    fields.put("told", votes.told());
    fields.put("listenersFailed", votes.listenersFailed());
    fields.put("listening", votes.listening());
    fields.put("heraldFailed", votes.heraldFailed());
    fields.put("storeFailed", votes.storeFailed());
    fields.put("rollbacks", votes.rollbacks());
    fields.put("gaps", votes.gaps());
    fields.put("durations", latency(votes.durations()));
    return fields;
  }

  private static Map<String, Object> latency(LatencySnapshot latency) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("count", latency.count());
    fields.put("meanMicros", latency.meanMicros());
    fields.put("p50Micros", latency.p50Micros());
    fields.put("p95Micros", latency.p95Micros());
    fields.put("p99Micros", latency.p99Micros());
    fields.put("maxMicros", latency.maxMicros());
    return fields;
  }
}
