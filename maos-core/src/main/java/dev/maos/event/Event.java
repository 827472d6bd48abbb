package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Something that has happened. Written as a sentence:
 *
 * <pre>{@code
 * Event.from(worker).on("tasks").type(TASK_STARTED).data(task)
 * }</pre>
 *
 * <p>Immutable and thread-safe; every part is checked here, so an event that exists is valid. Times
 * are kept to the microsecond.
 *
 * @param id given by the dispatcher as a UUIDv7, so that ids of one dispatcher grow with time
 * @param source who tells it
 * @param data the details; filters can look into JSON
 * @param tags at most 32, each of 1 to 64 visible ASCII characters without ','
 * @param metadata what else is to be said, in order of the names: at most 64, names of 1 to 128
 *     letters, digits, '-', '_' or '.', values of at most 4 KiB of UTF-8, 16 KiB in all
 * @param causation the id of the message or event that it follows from
 * @param time when it happened, within the years 1 to 9999
 * @param ttl how long after {@link #time} handlers want to hear of it, if not for ever; a
 *     microsecond to 365 days
 */
public record Event(
    UUID id,
    EventType type,
    AgentId source,
    Topic topic,
    Payload data,
    EventSeverity severity,
    Set<String> tags,
    Map<String, String> metadata,
    Optional<CorrelationId> correlation,
    Optional<UUID> causation,
    Instant time,
    Optional<Duration> ttl) {
  private static final Duration MIN_TTL = Duration.ofNanos(1_000);
  private static final Duration MAX_TTL = Duration.ofDays(365);

  /** Checks the values and copies the collections. */
  public Event {
    Required.field(id, "id");
    Required.field(type, "type");
    Required.field(source, "source");
    Required.field(topic, "topic");
    Required.field(data, "data");
    Required.field(severity, "severity");
    tags = Tags.copyOf(tags);
    metadata = Metadata.copyOf(metadata);
    Required.field(correlation, "correlation");
    Required.field(causation, "causation");
    time = Moments.checked("time", Required.field(time, "time"));
    ttl = ttl.isPresent() ? Optional.of(checkedTtl(ttl.get())) : ttl;
  }

  /** Starts the sentence. */
  public static EventDraft from(AgentId source) {
    return new EventDraft(Required.field(source, "source"));
  }

  /** When nobody wants to hear of it any more; never if it has no time to live. */
  public Optional<Instant> expiresAt() {
    return ttl.map(time::plus);
  }

  /** Whether its time to live is over. */
  public boolean isExpired(Instant now) {
    return ttl.isPresent() && !now.isBefore(time.plus(ttl.get()));
  }

  /**
   * The trace it belongs to: the W3C Trace Context in its metadata, under {@code traceparent} and
   * {@code tracestate}.
   */
  public Optional<TraceContext> trace() {
    return EventTrace.of(metadata);
  }

  Event signed(String signature) {
    var signed = new TreeMap<>(metadata);
    signed.put(EventGuard.SIGNATURE, signature);
    return with(signed);
  }

  Event with(Map<String, String> otherMetadata) {
    return new Event(
        id,
        type,
        source,
        topic,
        data,
        severity,
        tags,
        otherMetadata,
        correlation,
        causation,
        time,
        ttl);
  }

  private static Duration checkedTtl(Duration ttl) {
    if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TTL, "ttl", ttl.toString(), "at least a microsecond, at most 365 days");
    }
    return ttl.toNanosPart() % 1_000 == 0 ? ttl : ttl.minusNanos(ttl.toNanosPart() % 1_000);
  }
}
