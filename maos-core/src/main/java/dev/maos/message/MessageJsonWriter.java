package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.TraceContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the form that {@link MessageJson} describes. */
final class MessageJsonWriter {
  static final long MICROS_PER_SECOND = 1_000_000;
  static final String AGENT = "agent:";
  static final String GROUP = "group:";
  static final String EVERYONE = "everyone";

  private final Envelope envelope;
  private final Message message;
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  MessageJsonWriter(Envelope envelope) {
    this.envelope = envelope;
    this.message = envelope.message();
  }

  String write() {
    fields.put("maos", MessageJson.VERSION);
    putEnvelope();
    putMessage();
    putTiming(message.timing());
    putLineage(message.lineage());
    putHandling(message.handling());
    if (!message.headers().values().isEmpty()) {
      fields.put("headers", message.headers().values());
    }
    PayloadForm.put(message.payload(), fields);
    return Payload.of(fields).text();
  }

  private void putEnvelope() {
    fields.put("id", envelope.id().toString());
    if (envelope.identity() == Envelope.Identity.ID_ALONE) {
      fields.put("identity", envelope.identity().name());
    }
    fields.put("sentAt", moment(envelope.sentAtMicros()));
    fields.put("dueAt", moment(envelope.dueAtMicros()));
    fields.put("expiresAt", moment(envelope.expiresAtMicros()));
  }

  private void putMessage() {
    fields.put("type", message.type().name());
    if (!message.name().isEmpty()) {
      fields.put("name", message.name());
    }
    fields.put("from", message.sender().value());
    fields.put("to", text(message.recipient()));
    fields.put("topic", message.topic().value());
    fields.put("priority", message.priority().name());
    fields.put("guarantee", message.guarantee().name());
  }

  private void putTiming(Timing timing) {
    fields.put("ttl", timing.timeToLive().toString());
    switch (timing.schedule()) {
      case Schedule.Now() -> {}
      case Schedule.After(var delay) -> fields.put("deliverAfter", delay.toString());
      case Schedule.At(var moment) -> fields.put("deliverAt", moment.toString());
    }
    timing.deadline().ifPresent(moment -> fields.put("deadline", moment.toString()));
  }

  private void putLineage(Lineage lineage) {
    lineage.correlation().ifPresent(id -> fields.put("correlation", id.value()));
    lineage.causation().ifPresent(id -> fields.put("causation", id.toString()));
    if (!lineage.path().isEmpty()) {
      fields.put("path", lineage.path().stream().map(AgentId::value).toList());
    }
    lineage.trace().ifPresent(this::putTrace);
  }

  private void putTrace(TraceContext trace) {
    fields.put("traceparent", trace.traceparent());
    if (!trace.tracestate().isEmpty()) {
      fields.put("tracestate", trace.tracestate());
    }
  }

  private void putHandling(Handling handling) {
    handling.orderingKey().ifPresent(key -> fields.put("orderingKey", key));
    handling.idempotencyKey().ifPresent(key -> fields.put("idempotencyKey", key));
    handling.replyTo().ifPresent(this::putReplyTo);
    if (handling.receipt() == Handling.ReceiptWish.WANTED) {
      fields.put("receipt", true);
    }
    handling.assignment().ifPresent(this::putAssignment);
  }

  private void putAssignment(Assignment assignment) {
    fields.put("able", assignment.needs().stream().map(Need::toString).toList());
    if (!assignment.earlier().isEmpty()) {
      fields.put("earlier", assignment.earlier().stream().map(AgentId::value).toList());
    }
  }

  private void putReplyTo(ReplyTo place) {
    var object = new LinkedHashMap<String, String>();
    object.put("agent", place.agent().value());
    object.put("topic", place.topic().value());
    fields.put("replyTo", object);
  }

  private static String text(Address recipient) {
    return switch (recipient) {
      case Address.ToAgent(var agent) -> AGENT + agent;
      case Address.ToGroup(var group) -> GROUP + group;
      case Address.Everyone() -> EVERYONE;
      case Address.ToCapable wanted ->
          throw new IllegalArgumentException("nobody was chosen yet: " + wanted);
    };
  }

  private static String moment(long micros) {
    long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
    long rest = Math.floorMod(micros, MICROS_PER_SECOND);
    return Instant.ofEpochSecond(seconds, rest * 1_000).toString();
  }
}
