package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes an envelope's binary form, version 1. Numbers are big-endian. A message has exactly one
 * form, so equal envelopes are equal bytes.
 *
 * <pre>
 *   0  4  "MAOS"                     16 16  message id
 *   4  1  version                    32  8  sent at, epoch microseconds
 *   5  1  type                       40  8  due at
 *   6  1  lane, 0 to 3               48  8  expires at
 *   7  1  guarantee, 0 to 2          56     sender, recipient, topic, media type, name:
 *   8  1  recipient: 1 agent,               each one length byte and ASCII
 *         2 group, 3 everyone               optional fields in order of their numbers:
 *   9  1  flags: 1 receipt wanted,          number (1), length (2), content
 *         2 id alone                        the payload
 *  10  2  length from 56 to the payload
 *  12  4  length of the payload
 * </pre>
 */
final class EnvelopeWriter {
  private static final int TIME_LENGTH = 12;
  private static final int ID_LENGTH = 16;

  // Upper bounds of parts, each with what goes before it.
  private static final int NAMES_AND_TIMES = 64;
  private static final int LINEAGE = 730;
  private static final int HANDLING = 592;
  private static final int ASSIGNMENT = 4 + 8 * 256 + 16 * 65;
  private static final int LONGEST_NAME = 65;
  private static final int UTF8_PER_CHAR = 3;

  private final Envelope envelope;
  private final Message message;

  EnvelopeWriter(Envelope envelope) {
    this.envelope = envelope;
    this.message = envelope.message();
  }

  byte[] write() {
    var variable = ByteBuffer.allocate(variableBound());
    putNames(variable);
    putTiming(variable, message.timing());
    putLineage(variable, message.lineage());
    putHandling(variable, message.handling());
    putHeaders(variable, message.headers().values());
    message.handling().assignment().ifPresent(its -> putAssignment(variable, its));
    variable.flip();
    return assemble(variable);
  }

  private byte[] assemble(ByteBuffer variable) {
    var payload = message.payload();
    int variableLength = variable.remaining();
    var bytes = new byte[EnvelopeField.FIXED_LENGTH + variableLength + payload.size()];
    var out = ByteBuffer.wrap(bytes);
    out.putInt(EnvelopeField.MAGIC);
    out.put((byte) Envelope.VERSION);
    out.put((byte) message.type().code());
    out.put((byte) message.priority().lane());
    out.put((byte) message.guarantee().code());
    out.put((byte) recipientKind());
    out.put((byte) flags());
    out.putShort((short) variableLength);
    out.putInt(payload.size());
    putId(out, envelope.id());
    out.putLong(envelope.sentAtMicros());
    out.putLong(envelope.dueAtMicros());
    out.putLong(envelope.expiresAtMicros());
    out.put(variable);
    payload.copyTo(bytes, out.position());
    return bytes;
  }

  private int flags() {
    var wanted = message.handling().receipt() == Handling.ReceiptWish.WANTED;
    var derived = envelope.identity() == Envelope.Identity.ID_ALONE;
    return (wanted ? EnvelopeField.RECEIPT_WANTED : 0) | (derived ? EnvelopeField.ID_ALONE : 0);
  }

  private int recipientKind() {
    return switch (message.recipient()) {
      case Address.ToAgent(_) -> EnvelopeField.TO_AGENT;
      case Address.ToGroup(_) -> EnvelopeField.TO_GROUP;
      case Address.Everyone() -> EnvelopeField.TO_EVERYONE;
      case Address.ToCapable wanted -> throw unresolved(wanted);
    };
  }

  private String recipientName() {
    return switch (message.recipient()) {
      case Address.ToAgent(var agent) -> agent.value();
      case Address.ToGroup(var group) -> group.value();
      case Address.Everyone() -> "";
      case Address.ToCapable wanted -> throw unresolved(wanted);
    };
  }

  private static IllegalArgumentException unresolved(Address.ToCapable wanted) {
    return new IllegalArgumentException("nobody was chosen yet: " + wanted);
  }

  private void putNames(ByteBuffer out) {
    putShort(out, message.sender().value());
    putShort(out, recipientName());
    putShort(out, message.topic().value());
    putShort(out, message.payload().mediaType().value());
    putShort(out, message.name());
  }

  private static void putTiming(ByteBuffer out, Timing timing) {
    switch (timing.schedule()) {
      case Schedule.Now() -> {}
      case Schedule.After(var delay) -> {
        begin(out, EnvelopeField.SCHEDULE, 1 + TIME_LENGTH).put((byte) EnvelopeField.AFTER);
        putDuration(out, delay);
      }
      case Schedule.At(var moment) -> {
        begin(out, EnvelopeField.SCHEDULE, 1 + TIME_LENGTH).put((byte) EnvelopeField.AT);
        putInstant(out, moment);
      }
    }
    if (!timing.timeToLive().equals(Timing.DEFAULT.timeToLive())) {
      putDuration(begin(out, EnvelopeField.TIME_TO_LIVE, TIME_LENGTH), timing.timeToLive());
    }
    if (timing.deadline().isPresent()) {
      putInstant(begin(out, EnvelopeField.DEADLINE, TIME_LENGTH), timing.deadline().get());
    }
  }

  private static void putLineage(ByteBuffer out, Lineage lineage) {
    lineage
        .correlation()
        .map(CorrelationId::value)
        .ifPresent(value -> putText(out, EnvelopeField.CORRELATION, value));
    lineage.causation().ifPresent(id -> putId(begin(out, EnvelopeField.CAUSATION, ID_LENGTH), id));
    putPath(out, lineage.path());
    if (lineage.trace().isPresent()) {
      putText(out, EnvelopeField.TRACE_PARENT, lineage.trace().get().traceparent());
      var state = lineage.trace().get().tracestate();
      if (!state.isEmpty()) {
        putText(out, EnvelopeField.TRACE_STATE, state);
      }
    }
  }

  private static void putPath(ByteBuffer out, List<AgentId> path) {
    if (path.isEmpty()) {
      return;
    }
    int length = path.stream().mapToInt(agent -> 1 + agent.value().length()).sum();
    begin(out, EnvelopeField.PATH, length);
    path.forEach(agent -> putShort(out, agent.value()));
  }

  private static void putHandling(ByteBuffer out, Handling handling) {
    handling.orderingKey().ifPresent(key -> putText(out, EnvelopeField.ORDERING_KEY, key));
    handling.idempotencyKey().ifPresent(key -> putText(out, EnvelopeField.IDEMPOTENCY_KEY, key));
    if (handling.replyTo().isPresent()) {
      var place = handling.replyTo().get();
      int length = 2 + place.agent().value().length() + place.topic().value().length();
      begin(out, EnvelopeField.REPLY_TO, length);
      putShort(out, place.agent().value());
      putShort(out, place.topic().value());
    }
  }

  private static void putHeaders(ByteBuffer out, Map<String, String> headers) {
    if (headers.isEmpty()) {
      return;
    }
    int lengthAt = begin(out, EnvelopeField.HEADERS, 0).position() - Short.BYTES;
    for (var header : headers.entrySet()) {
      putShort(out, header.getKey());
      var value = utf8(header.getValue());
      out.putShort((short) value.length).put(value);
    }
    out.putShort(lengthAt, (short) (out.position() - lengthAt - Short.BYTES));
  }

  private static void putAssignment(ByteBuffer out, Assignment assignment) {
    int lengthAt = begin(out, EnvelopeField.ASSIGNMENT, 0).position() - Short.BYTES;
    out.put((byte) assignment.needs().size());
    assignment.needs().forEach(need -> putShort(out, need.toString()));
    assignment.earlier().forEach(agent -> putShort(out, agent.value()));
    out.putShort(lengthAt, (short) (out.position() - lengthAt - Short.BYTES));
  }

  /** An upper bound of the variable part, close to it for most messages. */
  private int variableBound() {
    int bound = NAMES_AND_TIMES + message.sender().value().length() + recipientName().length();
    bound += message.topic().value().length() + message.name().length();
    bound += message.payload().mediaType().value().length();
    if (!message.lineage().equals(Lineage.NONE)) {
      bound += LINEAGE + LONGEST_NAME * message.lineage().hops();
    }
    if (!message.handling().equals(Handling.DEFAULT)) {
      bound += HANDLING;
    }
    if (message.handling().assignment().isPresent()) {
      bound += ASSIGNMENT;
    }
    for (var header : message.headers().values().entrySet()) {
      bound += 3 + header.getKey().length() + UTF8_PER_CHAR * header.getValue().length();
    }
    return bound;
  }

  private static ByteBuffer begin(ByteBuffer out, int field, int length) {
    return out.put((byte) field).putShort((short) length);
  }

  private static void putText(ByteBuffer out, int field, String value) {
    var bytes = utf8(value);
    begin(out, field, bytes.length).put(bytes);
  }

  private static void putShort(ByteBuffer out, String ascii) {
    var bytes = ascii.getBytes(StandardCharsets.ISO_8859_1);
    out.put((byte) bytes.length).put(bytes);
  }

  private static void putId(ByteBuffer out, MessageId id) {
    out.putLong(id.high()).putLong(id.low());
  }

  private static void putDuration(ByteBuffer out, Duration duration) {
    out.putLong(duration.getSeconds()).putInt(duration.getNano());
  }

  private static void putInstant(ByteBuffer out, Instant instant) {
    out.putLong(instant.getEpochSecond()).putInt(instant.getNano());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
