package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.MediaType;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads an envelope's binary form, as {@link EnvelopeWriter} describes it, and trusts nothing:
 * lengths must fit exactly, fields come once and in order, every value is valid and written in its
 * one form, so that what was read is written again as the same bytes. Memory use is bounded by the
 * input. The payload is a view of the bytes, decoded only when somebody asks.
 */
final class EnvelopeReader {
  private static final MessageType[] TYPES = MessageType.values();
  private static final Guarantee[] GUARANTEES = Guarantee.values();
  private static final int ALL_FLAGS = EnvelopeField.RECEIPT_WANTED | EnvelopeField.ID_ALONE;
  private static final char REPLACEMENT = '\ufffd';

  private final byte[] bytes;
  private final ByteBuffer in;
  private Timing timing = Timing.DEFAULT;
  private Lineage lineage = Lineage.NONE;
  private Handling handling = Handling.DEFAULT;
  private Headers headers = Headers.NONE;
  private String traceparent = "";

  EnvelopeReader(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
  }

  Envelope read() {
    try {
      return readAll();
    } catch (BufferUnderflowException e) {
      throw malformed("a field is shorter than its content");
    } catch (DateTimeException e) {
      throw malformed("a moment lies beyond the calendar");
    } catch (MaosException e) {
      if (e.code() == ErrorCode.MALFORMED_ENVELOPE || e.code() == ErrorCode.UNSUPPORTED_VERSION) {
        throw e;
      }
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private Envelope readAll() {
    checkFrame();
    var type = typeOf(in.get(5));
    var priority = Priority.ofLane(in.get(6));
    var guarantee = GUARANTEES[index(in.get(7), GUARANTEES.length, "guarantee")];
    int recipientKind = in.get(8);
    int flags = in.get(9);
    int variableLength = in.getShort(10) & 0xffff;
    int payloadLength = in.getInt(12);
    var id = new MessageId(in.getLong(16), in.getLong(24));
    in.position(EnvelopeField.FIXED_LENGTH);
    in.limit(EnvelopeField.FIXED_LENGTH + variableLength);
    var sender = new AgentId(shortText());
    var recipient = recipient(recipientKind, shortText());
    var topic = new Topic(shortText());
    var mediaType = mediaType(shortText());
    var name = shortText();
    readFields();
    if ((flags & EnvelopeField.RECEIPT_WANTED) != 0) {
      handling = handling.withReceipt();
    }
    var payload =
        Payload.withoutCopying(
            mediaType, bytes, EnvelopeField.FIXED_LENGTH + variableLength, payloadLength);
    var message =
        new Message(
            type, name, sender, recipient, topic, payload, priority, guarantee, timing, lineage,
            handling, headers);
    return new Envelope(
        id, in.getLong(32), in.getLong(40), in.getLong(48), identity(flags), message, bytes);
  }

  private void checkFrame() {
    if (bytes.length < EnvelopeField.FIXED_LENGTH || in.getInt(0) != EnvelopeField.MAGIC) {
      throw malformed("it does not begin like one");
    }
    if (in.get(4) != Envelope.VERSION) {
      throw new MaosException(
          ErrorCode.UNSUPPORTED_VERSION,
          "envelope version %d is not supported; this library reads version %d"
              .formatted(in.get(4) & 0xff, Envelope.VERSION));
    }
    long length = EnvelopeField.FIXED_LENGTH + (in.getShort(10) & 0xffffL) + in.getInt(12);
    if (in.getInt(12) < 0 || length != bytes.length) {
      throw malformed("its lengths do not add up to its %d bytes".formatted(bytes.length));
    }
    if ((in.get(9) & ~ALL_FLAGS) != 0) {
      throw malformed("unknown flags are set");
    }
  }

  private static MessageType typeOf(int code) {
    // Codes are the ordinals plus one by construction, checked here rather than believed.
    var type = TYPES[index(code - 1, TYPES.length, "type")];
    if (type.code() != code) {
      throw malformed("its type is unknown");
    }
    return type;
  }

  private static Envelope.Identity identity(int flags) {
    var derived = (flags & EnvelopeField.ID_ALONE) != 0;
    return derived ? Envelope.Identity.ID_ALONE : Envelope.Identity.CONTENT;
  }

  private static Address recipient(int kind, String name) {
    return switch (kind) {
      case EnvelopeField.TO_AGENT -> new Address.ToAgent(new AgentId(name));
      case EnvelopeField.TO_GROUP -> new Address.ToGroup(new GroupName(name));
      case EnvelopeField.TO_EVERYONE -> {
        if (!name.isEmpty()) {
          throw malformed("everyone has no name");
        }
        yield Address.EVERYONE;
      }
      default -> throw malformed("its kind of recipient is unknown");
    };
  }

  private static MediaType mediaType(String value) {
    var mediaType = MediaType.of(value);
    if (!mediaType.value().equals(value)) {
      throw malformed("its media type is not in lower case");
    }
    return mediaType;
  }

  private void readFields() {
    int end = in.limit();
    int last = 0;
    while (in.position() < end) {
      int field = in.get();
      if (field <= last) {
        throw malformed("its fields come twice or out of order");
      }
      int length = in.getShort() & 0xffff;
      if (length == 0 || length > end - in.position()) {
        throw malformed("field %d is empty or longer than the rest".formatted(field));
      }
      in.limit(in.position() + length);
      readField(field);
      if (in.hasRemaining()) {
        throw malformed("field %d is longer than its content".formatted(field));
      }
      in.limit(end);
      last = field;
    }
    if (!traceparent.isEmpty()) {
      lineage = lineage.tracedBy(new TraceContext(traceparent, ""));
    }
  }

  private void readField(int field) {
    switch (field) {
      case EnvelopeField.SCHEDULE -> timing = timing.scheduled(schedule());
      case EnvelopeField.TIME_TO_LIVE -> timing = timing.living(timeToLive());
      case EnvelopeField.DEADLINE -> timing = timing.until(instant());
      case EnvelopeField.CORRELATION -> lineage = lineage.correlatedWith(CorrelationId.of(text()));
      case EnvelopeField.CAUSATION ->
          lineage = lineage.causedBy(new MessageId(in.getLong(), in.getLong()));
      case EnvelopeField.PATH -> lineage = lineage.along(path());
      case EnvelopeField.TRACE_PARENT -> traceparent = text();
      case EnvelopeField.TRACE_STATE -> {
        lineage = lineage.tracedBy(new TraceContext(traceparent, text()));
        traceparent = "";
      }
      case EnvelopeField.ORDERING_KEY -> handling = handling.orderedBy(text());
      case EnvelopeField.IDEMPOTENCY_KEY -> handling = handling.identifiedBy(text());
      case EnvelopeField.REPLY_TO ->
          handling =
              handling.replyTo(new ReplyTo(new AgentId(shortText()), new Topic(shortText())));
      case EnvelopeField.HEADERS -> headers = new Headers(headerMap());
      case EnvelopeField.ASSIGNMENT -> handling = handling.assigned(assignment());
      default -> throw malformed("field %d is unknown".formatted(field));
    }
  }

  private Schedule schedule() {
    return switch (in.get()) {
      case EnvelopeField.AFTER -> new Schedule.After(duration());
      case EnvelopeField.AT -> new Schedule.At(instant());
      default -> throw malformed("its schedule is unknown");
    };
  }

  private Duration timeToLive() {
    var timeToLive = duration();
    if (timeToLive.equals(Timing.DEFAULT.timeToLive())) {
      throw malformed("it spells out the default time to live");
    }
    return timeToLive;
  }

  private Duration duration() {
    return Duration.ofSeconds(in.getLong(), nanos());
  }

  private Instant instant() {
    return Instant.ofEpochSecond(in.getLong(), nanos());
  }

  private int nanos() {
    int nanos = in.getInt();
    if (nanos < 0 || nanos >= EnvelopeField.NANOS_PER_SECOND) {
      throw malformed("a time has more nanoseconds than a second");
    }
    return nanos;
  }

  private List<AgentId> path() {
    var path = new ArrayList<AgentId>();
    while (in.hasRemaining()) {
      path.add(new AgentId(shortText()));
    }
    if (path.size() > EnvelopeField.MAX_PATH) {
      throw malformed("its path has %d senders".formatted(path.size()));
    }
    return path;
  }

  private Assignment assignment() {
    int count = in.get() & 0xff;
    var needs = new ArrayList<Need>();
    for (int i = 0; i < count; i++) {
      needs.add(need(shortText()));
    }
    var earlier = new ArrayList<AgentId>();
    while (in.hasRemaining()) {
      earlier.add(new AgentId(shortText()));
    }
    if (earlier.size() > Assignment.MAX_EARLIER) {
      throw malformed("%d agents were chosen before".formatted(earlier.size()));
    }
    return new Assignment(needs, earlier);
  }

  private static Need need(String text) {
    var need = Need.of(text);
    if (!need.toString().equals(text)) {
      throw malformed("a need is not written in its one form");
    }
    return need;
  }

  private Map<String, String> headerMap() {
    var map = new TreeMap<String, String>();
    var last = "";
    while (in.hasRemaining()) {
      var name = shortText();
      if (name.compareTo(last) <= 0) {
        throw malformed("its headers come twice or out of order");
      }
      map.put(name, text(in.getShort() & 0xffff));
      last = name;
    }
    return map;
  }

  /** ASCII behind a length byte; what uses it refuses anything that is not. */
  private String shortText() {
    int length = in.get() & 0xff;
    if (length > in.remaining()) {
      throw malformed("a name is longer than the rest");
    }
    var text = new String(bytes, in.position(), length, StandardCharsets.ISO_8859_1);
    in.position(in.position() + length);
    return text;
  }

  private String text() {
    return text(in.remaining());
  }

  private String text(int length) {
    if (length > in.remaining()) {
      throw malformed("a text is longer than the rest");
    }
    int at = in.position();
    in.position(at + length);
    var text = new String(bytes, at, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isWrittenAs(text, at, length)) {
      throw malformed("a text is not UTF-8");
    }
    return text;
  }

  // The JDK puts the replacement character where bytes are not UTF-8, so only a text that holds it
  // may have been anything else.
  private boolean isWrittenAs(String text, int at, int length) {
    var again = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, bytes, at, at + length);
  }

  private static int index(int value, int bound, String what) {
    if (value < 0 || value >= bound) {
      throw malformed("its %s is unknown".formatted(what));
    }
    return value;
  }

  private static MaosException malformed(String why) {
    return new MaosException(ErrorCode.MALFORMED_ENVELOPE, "not an envelope: " + why);
  }
}
