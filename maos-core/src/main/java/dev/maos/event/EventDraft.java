package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.Cause;
import dev.maos.base.CorrelationId;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event being written: say on which topic and of what type, then what may differ from the
 * defaults. It gets its id and its time when it is dispatched.
 *
 * <p>A draft may be used again; each dispatch makes a new event. Not thread-safe.
 */
public final class EventDraft {
  private final AgentId source;
  private @Nullable Topic topic;
  private @Nullable EventType type;
  private Payload data = Payload.empty();
  private EventSeverity severity = EventSeverity.INFO;
  private Set<String> tags = Set.of();
  private Map<String, String> metadata = Map.of();
  private Optional<CorrelationId> correlation = Optional.empty();
  private Optional<UUID> causation = Optional.empty();
  private Optional<Instant> time = Optional.empty();
  private Optional<Duration> ttl = Optional.empty();

  EventDraft(AgentId source) {
    this.source = source;
  }

  public EventDraft on(Topic about) {
    topic = Required.field(about, "topic");
    return this;
  }

  public EventDraft on(String about) {
    return on(Topic.of(about));
  }

  public EventDraft type(EventType kind) {
    type = Required.field(kind, "type");
    return this;
  }

  public EventDraft type(String name) {
    return type(EventType.of(name));
  }

  public EventDraft data(Payload details) {
    data = Required.field(details, "data");
    return this;
  }

  /** With the JSON of a record, map or scalar; see {@link Payload#of}. */
  public EventDraft data(Object details) {
    return data(Payload.of(details));
  }

  public EventDraft severity(EventSeverity weight) {
    severity = Required.field(weight, "severity");
    return this;
  }

  /** With these tags besides the ones that it has. */
  public EventDraft tagged(String... names) {
    var more = new LinkedHashSet<>(tags);
    more.addAll(Arrays.asList(names));
    tags = Tags.copyOf(more);
    return this;
  }

  public EventDraft metadata(String name, String value) {
    var more = new TreeMap<>(metadata);
    more.put(name, value);
    metadata = Metadata.copyOf(more);
    return this;
  }

  public EventDraft correlatedWith(CorrelationId conversation) {
    correlation = Optional.of(conversation);
    return this;
  }

  /** It follows from the message or event of this id. */
  public EventDraft causedBy(UUID id) {
    causation = Optional.of(id);
    return this;
  }

  /** It follows from this event, and belongs to the same conversation. */
  public EventDraft causedBy(Event cause) {
    correlation = correlation.or(cause::correlation);
    return causedBy(cause.id());
  }

  /** It belongs to this trace, and not to that of what is being handled. */
  public EventDraft tracedBy(TraceContext trace) {
    metadata = Metadata.copyOf(EventTrace.in(metadata, trace));
    return this;
  }

  /** When it happened, if that was not just now. */
  public EventDraft happenedAt(Instant moment) {
    time = Optional.of(moment);
    return this;
  }

  /** It follows from what is being handled, if nothing else was said. */
  EventDraft inheriting(Cause cause) {
    causation = causation.isPresent() ? causation : Optional.of(cause.id());
    correlation = correlation.or(cause::correlation);
    return this;
  }

  EventDraft copy() {
    var copy = new EventDraft(source);
    copy.topic = topic;
    copy.type = type;
    copy.data = data;
    copy.severity = severity;
    copy.tags = tags;
    copy.metadata = metadata;
    copy.correlation = correlation;
    copy.causation = causation;
    copy.time = time;
    copy.ttl = ttl;
    return copy;
  }

  /** How long handlers want to hear of it; for ever unless said. */
  public EventDraft ttl(Duration timeToLive) {
    ttl = Optional.of(timeToLive);
    return this;
  }

  /** The event with this id; it happened {@code now} unless the draft says when. */
  public Event withIdentity(UUID id, Instant now) {
    return new Event(
        id,
        Required.field(type, "type"),
        source,
        Required.field(topic, "topic"),
        data,
        severity,
        tags,
        metadata,
        correlation,
        causation,
        time.orElse(now),
        ttl);
  }
}
