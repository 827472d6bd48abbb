package dev.maos.redis.event;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.event.Event;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One event as bytes: their CRC-32C, the version, and every part of the event.
 *
 * <p>Moments and durations are in microseconds.
 */
final class EventBytes {
  private static final int VERSION = 1;
  private static final int CHECKSUM_BYTES = 4;
  private static final int HAS_CORRELATION = 1;
  private static final int HAS_CAUSATION = 2;
  private static final int HAS_TTL = 4;
  private static final long SECOND = 1_000_000;

  private EventBytes() {}

  static byte[] write(Event event) {
    var out = new Packed().u32(0).u8(VERSION).uuid(event.id()).text(event.type().name());
    out.text(event.source().value()).text(event.topic().value());
    out.text(event.severity().name()).u8(optionals(event)).i64(micros(event.time()));
    event.correlation().ifPresent(correlation -> out.text(correlation.value()));
    event.causation().ifPresent(out::uuid);
    event.ttl().ifPresent(ttl -> out.i64(ttl.toNanos() / 1_000));
    out.u8(event.tags().size());
    event.tags().forEach(out::text);
    out.u8(event.metadata().size());
    event.metadata().forEach((name, value) -> out.text(name).text(value));
    out.text(event.data().mediaType().value()).content(event.data());
    var bytes = out.done();
    ByteBuffer.wrap(bytes).putInt(checksum(bytes, CHECKSUM_BYTES, bytes.length));
    return bytes;
  }

  private static int optionals(Event event) {
    return (event.correlation().isPresent() ? HAS_CORRELATION : 0)
        | (event.causation().isPresent() ? HAS_CAUSATION : 0)
        | (event.ttl().isPresent() ? HAS_TTL : 0);
  }

  /** The event in a part of these bytes, which nobody changes any more; nothing if damaged. */
  static Optional<Event> read(byte[] bytes, int from, int to) {
    try {
      var in = ByteBuffer.wrap(bytes, from, to - from);
      return in.getInt() == checksum(bytes, from + CHECKSUM_BYTES, to) && in.get() == VERSION
          ? Optional.of(read(in, bytes))
          : Optional.empty();
    } catch (BufferUnderflowException | InvalidInputException | IndexOutOfBoundsException damaged) {
      return Optional.empty();
    }
  }

  private static Event read(ByteBuffer in, byte[] bytes) {
    var id = uuid(in);
    var type = EventType.of(text(in));
    var source = AgentId.of(text(in));
    var topic = new Topic(text(in));
    var severity = EventSeverity.of(text(in));
    int optionals = in.get();
    var time = instant(in.getLong());
    Optional<CorrelationId> correlation =
        (optionals & HAS_CORRELATION) == 0
            ? Optional.empty()
            : Optional.of(CorrelationId.of(text(in)));
    Optional<UUID> causation =
        (optionals & HAS_CAUSATION) == 0 ? Optional.empty() : Optional.of(uuid(in));
    Optional<Duration> ttl =
        (optionals & HAS_TTL) == 0
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(in.getLong() * 1_000));
    var tags = tags(in);
    var metadata = metadata(in);
    return new Event(
        id,
        type,
        source,
        topic,
        data(in, bytes),
        severity,
        tags,
        metadata,
        correlation,
        causation,
        time,
        ttl);
  }

  private static Set<String> tags(ByteBuffer in) {
    int count = in.get() & 0xFF;
    var tags = new LinkedHashSet<String>();
    for (int i = 0; i < count; i++) {
      tags.add(text(in));
    }
    return tags;
  }

  private static Map<String, String> metadata(ByteBuffer in) {
    int count = in.get() & 0xFF;
    var metadata = new LinkedHashMap<String, String>();
    for (int i = 0; i < count; i++) {
      var name = text(in);
      metadata.put(name, text(in));
    }
    return metadata;
  }

  private static Payload data(ByteBuffer in, byte[] bytes) {
    var mediaType = MediaType.of(text(in));
    int length = in.getInt();
    if (length == 0 && mediaType.equals(MediaType.BINARY)) {
      return Payload.empty();
    }
    return Payload.withoutCopying(mediaType, bytes, in.position(), length);
  }

  private static String text(ByteBuffer in) {
    var bytes = new byte[in.getShort() & 0xFFFF];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static UUID uuid(ByteBuffer in) {
    long high = in.getLong();
    return new UUID(high, in.getLong());
  }

  static long micros(Instant moment) {
    return moment.getEpochSecond() * SECOND + moment.getNano() / 1_000;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
  }

  private static int checksum(byte[] bytes, int from, int to) {
    var checksum = new CRC32C();
    checksum.update(bytes, from, to - from);
    return (int) checksum.getValue();
  }
}
