package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Reads the form that {@link MessageJson} describes, and nothing else. */
final class MessageJsonReader {
  private final JsonFields fields;

  private MessageJsonReader(JsonFields fields) {
    this.fields = fields;
  }

  static MessageJsonReader of(String json) {
    var document = Payload.json(json);
    try {
      return new MessageJsonReader(new JsonFields("", document.as(Map.class)));
    } catch (InvalidInputException notAnObject) {
      throw new InvalidInputException(
          ErrorCode.MALFORMED_ENVELOPE, "envelope", json, "a JSON object", notAnObject);
    }
  }

  Envelope read() {
    checkVersion();
    var envelope =
        new Envelope(
            fields.required("id", MessageJsonReader::id),
            fields.required("sentAt", MessageJsonReader::micros),
            fields.required("dueAt", MessageJsonReader::micros),
            fields.required("expiresAt", MessageJsonReader::micros),
            fields
                .optional("identity", text -> constant(Envelope.Identity.values(), text))
                .orElse(Envelope.Identity.CONTENT),
            message());
    fields.end();
    return envelope;
  }

  private void checkVersion() {
    var version = fields.required("maos", Number.class);
    if (!version.equals(MessageJson.VERSION)) {
      throw new InvalidInputException(
          ErrorCode.UNSUPPORTED_VERSION,
          "envelope field maos",
          version.toString(),
          "version " + MessageJson.VERSION);
    }
  }

  private Message message() {
    return new Message(
        fields.required("type", text -> constant(MessageType.values(), text)),
        fields.optional("name", String.class).orElse(""),
        fields.required("from", AgentId::of),
        fields.required("to", MessageJsonReader::address),
        fields.required("topic", Topic::new),
        PayloadForm.read(fields),
        fields.required("priority", Priority::of),
        fields.required("guarantee", text -> constant(Guarantee.values(), text)),
        timing(),
        lineage(),
        handling(),
        fields.has("headers") ? new Headers(fields.object("headers").texts()) : Headers.NONE);
  }

  private Timing timing() {
    return new Timing(
        fields.required("ttl", text -> Timing.DEFAULT.living(Duration.parse(text)).timeToLive()),
        schedule(),
        fields.optional("deadline", Instant::parse));
  }

  private Schedule schedule() {
    if (fields.has("deliverAfter")) {
      return fields.required("deliverAfter", text -> new Schedule.After(Duration.parse(text)));
    }
    return fields
        .<Schedule>optional("deliverAt", text -> new Schedule.At(Instant.parse(text)))
        .orElse(Schedule.NOW);
  }

  private Lineage lineage() {
    return new Lineage(
        fields.optional("correlation", CorrelationId::of),
        fields.optional("causation", MessageJsonReader::id),
        fields.texts("path", AgentId::of),
        trace());
  }

  private Optional<TraceContext> trace() {
    var state = fields.optional("tracestate", String.class);
    if (state.isEmpty() && !fields.has("traceparent")) {
      return Optional.empty();
    }
    return Optional.of(
        fields.required("traceparent", parent -> new TraceContext(parent, state.orElse(""))));
  }

  private Handling handling() {
    var wanted = fields.optional("receipt", Boolean.class).orElse(false);
    return new Handling(
        fields.optional("orderingKey", String.class),
        fields.optional("idempotencyKey", String.class),
        fields.has("replyTo") ? Optional.of(replyTo(fields.object("replyTo"))) : Optional.empty(),
        wanted ? Handling.ReceiptWish.WANTED : Handling.ReceiptWish.NONE,
        assignment());
  }

  private Optional<Assignment> assignment() {
    if (!fields.has("able")) {
      return Optional.empty();
    }
    var needs = fields.texts("able", MessageJsonReader::need);
    var earlier = fields.texts("earlier", AgentId::of);
    if (earlier.size() > Assignment.MAX_EARLIER) {
      throw malformed("envelope field earlier", earlier.size() + " agents", "at most 16 agents");
    }
    return Optional.of(new Assignment(needs, earlier));
  }

  private static Need need(String text) {
    var need = Need.of(text);
    if (!need.toString().equals(text)) {
      throw malformed("need", text, need + " for this one");
    }
    return need;
  }

  private static ReplyTo replyTo(JsonFields place) {
    var replyTo =
        new ReplyTo(place.required("agent", AgentId::of), place.required("topic", Topic::new));
    place.end();
    return replyTo;
  }

  private static Address address(String text) {
    if (text.startsWith(MessageJsonWriter.AGENT)) {
      return new Address.ToAgent(AgentId.of(text.substring(MessageJsonWriter.AGENT.length())));
    }
    if (text.startsWith(MessageJsonWriter.GROUP)) {
      return new Address.ToGroup(GroupName.of(text.substring(MessageJsonWriter.GROUP.length())));
    }
    if (text.equals(MessageJsonWriter.EVERYONE)) {
      return Address.EVERYONE;
    }
    throw malformed("recipient", text, "agent:NAME, group:NAME or everyone");
  }

  // A UUID has more spellings than its own, and two spellings of one id look like two ids.
  private static MessageId id(String text) {
    var id = MessageId.parse(text);
    if (!id.toString().equals(text)) {
      throw malformed("message id", text, "a UUID in lower case, " + id + " for this one");
    }
    return id;
  }

  private static long micros(String text) {
    var moment = Instant.parse(text);
    long seconds = moment.getEpochSecond();
    long rest = moment.getNano() / 1_000;
    if (moment.getNano() % 1_000 != 0) {
      throw malformed("moment", text, "whole microseconds");
    }
    // The earliest second of all begins before the earliest microsecond that fits in a long.
    return seconds < 0
        ? Math.addExact(
            Math.multiplyExact(seconds + 1, MessageJsonWriter.MICROS_PER_SECOND),
            rest - MessageJsonWriter.MICROS_PER_SECOND)
        : Math.addExact(Math.multiplyExact(seconds, MessageJsonWriter.MICROS_PER_SECOND), rest);
  }

  private static <E extends Enum<E>> E constant(E[] all, String text) {
    for (var constant : all) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw malformed("constant", text, "one of " + Arrays.toString(all));
  }

  private static InvalidInputException malformed(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.MALFORMED_ENVELOPE, field, value, allowed);
  }
}
