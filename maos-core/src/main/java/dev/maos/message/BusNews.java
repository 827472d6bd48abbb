package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.ErrorWords;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a bus tells about itself to those who listen: what it buries, handlers that fail, of one
 * subscription once a second at most, and topic subscriptions that miss messages. Thread-safe.
 */
final class BusNews {
  static final String DEAD_LETTERED = "MESSAGE_DEAD_LETTERED";
  static final String ERROR = "ERROR_OCCURRED";
  static final String LAGGING = "QUEUE_LAGGING";

  private static final Topic TOPIC = Topic.reserved("bus");
  private static final AgentId BUS = AgentId.of("maos");
  private static final long PERIOD_MICROS = Duration.ofSeconds(1).toNanos() / 1_000;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final Announcer announcer;
  private final TimeSource time;
  private Map<QueueName, Long> missed = Map.of();

  BusNews(Announcer announcer, TimeSource time) {
    this.announcer = announcer;
    this.time = time;
  }

  /** When failures of one subscription were last told. */
  static AtomicLong never() {
    return new AtomicLong(NEVER);
  }

  void buried(AgentId agent, Envelope envelope, QueueName queue, String reason, String detail) {
    tell(DEAD_LETTERED, agent, envelope, queue, Map.of("reason", reason, "detail", detail));
  }

  void failed(AgentId agent, Claim claim, Throwable error, AtomicLong toldAt) {
    long now = time.micros();
    long told = toldAt.get();
    if (now - told >= PERIOD_MICROS && toldAt.compareAndSet(told, now)) {
      var data = Map.of("attempt", claim.attempt(), "error", ErrorWords.of(error));
      tell(ERROR, agent, claim.envelope(), claim.queue(), data);
    }
  }

  /** Looks which subscriptions have missed more messages than they had before. */
  synchronized void look(List<QueueStats> queues) {
    var now = new HashMap<QueueName, Long>();
    for (var queue : queues) {
      now.put(queue.queue(), queue.missed());
      if (queue.missed() > missed.getOrDefault(queue.queue(), 0L)) {
        var data = new LinkedHashMap<String, Object>();
        data.put("queue", queue.queue().toString());
        data.put("missed", queue.missed());
        announce(LAGGING, BUS, data, Optional.empty());
      }
    }
    missed = now;
  }

  private void tell(
      String what, AgentId who, Envelope about, QueueName queue, Map<String, ?> details) {
    var data = new LinkedHashMap<String, Object>();
    data.put("queue", queue.toString());
    data.put("message", about.id().toString());
    data.put("topic", about.message().topic().value());
    data.putAll(details);
    announce(what, who, data, Optional.of(about.id().uuid()));
  }

  private void announce(String what, AgentId who, Map<String, ?> data, Optional<UUID> cause) {
    announcer.announce(what, who, TOPIC, payload(data), cause);
  }

  private static Payload payload(Map<String, ?> data) {
    try {
      return Payload.of(data);
    } catch (RuntimeException e) {
      // The words of an error may be no well-formed text.
      return Payload.empty();
    }
  }
}
