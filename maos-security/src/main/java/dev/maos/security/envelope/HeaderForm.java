package dev.maos.security.envelope;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.security.keys.KeyId;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The bytes of a header, fields in one fixed order:
 *
 * <pre>
 *   version 1 | kind 1 | deployment 16
 *   sender, text | its key 16 | target type 1 | target, text | its key 16 | epoch 4
 *   topic, text | message id 16 | session 16 | lane 1 | number 8
 *   created at 8 | expires at 8 (milliseconds) | guarantee 1 | correlation 0 or 16, a field
 *   length of the plaintext 4
 * </pre>
 */
final class HeaderForm {
  private static final int VERSION = 1;
  private static final int UUID_SIZE = 16;
  private static final int MOST_OF_AN_ADDRESS = 255;

  private HeaderForm() {}

  static byte[] write(EnvelopeHeader header) {
    var out = new ByteWriter();
    put(out, header);
    return out.bytes();
  }

  static void put(ByteWriter out, EnvelopeHeader header) {
    putParties(out, header);
    putRest(out, header);
  }

  /** What is the same for all that one sends to another. */
  static void putParties(ByteWriter out, EnvelopeHeader header) {
    var origin = header.origin();
    var target = header.target();
    out.u8(VERSION).u8(header.kind().code());
    put(out, header.deployment());
    out.text(origin.sender().value());
    put(out, origin.key());
    out.u8(target.type().code()).text(target.name());
    put(out, target.key());
    out.i32(target.epoch());
  }

  /** What is of one envelope alone. */
  static void putRest(ByteWriter out, EnvelopeHeader header) {
    var place = header.place();
    out.text(place.topic().value());
    put(out, place.messageId());
    put(out, header.origin().session());
    out.u8(place.lane()).i64(place.number());
    out.i64(header.createdAt().toEpochMilli()).i64(header.expiresAt().toEpochMilli());
    out.u8(place.guarantee());
    place
        .correlation()
        .ifPresentOrElse(
            id -> {
              out.u16(UUID_SIZE);
              put(out, id);
            },
            () -> out.u16(0));
    out.i32(header.plaintextLength());
  }

  private static void put(ByteWriter out, KeyId id) {
    out.i64(id.high()).i64(id.low());
  }

  private static void put(ByteWriter out, UUID id) {
    out.i64(id.getMostSignificantBits()).i64(id.getLeastSignificantBits());
  }

  static EnvelopeHeader read(ByteReader in) throws MalformedException {
    int version = in.u8();
    if (version != VERSION) {
      throw new MaosException(
          ErrorCode.UNSUPPORTED_VERSION, "envelope of version %d; 1 is known".formatted(version));
    }
    var kind = EnvelopeKind.ofCode(in.u8());
    var deployment = uuid(in);
    var sender = AgentId.of(in.text());
    var senderKey = keyId(in);
    var target = target(in);
    var topic = new Topic(in.text());
    var messageId = uuid(in);
    var session = uuid(in);
    int lane = in.u8();
    long number = in.i64();
    var createdAt = Instant.ofEpochMilli(in.i64());
    var expiresAt = Instant.ofEpochMilli(in.i64());
    int guarantee = in.u8();
    var correlation = correlation(in);
    int length = in.i32();
    return new EnvelopeHeader(
        kind,
        deployment,
        new Origin(sender, senderKey, session),
        target,
        new Place(topic, messageId, lane, number, guarantee, correlation),
        createdAt,
        expiresAt,
        length);
  }

  private static Target target(ByteReader in) throws MalformedException {
    int type = in.u8();
    for (var known : Target.Type.values()) {
      if (known.code() == type) {
        return new Target(known, name(known, in.text()), keyId(in), in.i32());
      }
    }
    throw new MaosException(
        ErrorCode.UNSUPPORTED_VERSION, "recipients of type %d are not known here".formatted(type));
  }

  /** What is counted by a name must have one that can be counted by. */
  private static String name(Target.Type type, String text) throws MalformedException {
    return switch (type) {
      case AGENT -> AgentId.of(text).value();
      case TOPIC_GROUP -> new Topic(text).value();
      case MANY -> {
        if (text.length() > MOST_OF_AN_ADDRESS) {
          throw new MalformedException("its address has %d characters".formatted(text.length()));
        }
        yield text;
      }
    };
  }

  private static Optional<UUID> correlation(ByteReader in) throws MalformedException {
    return switch (in.u16()) {
      case 0 -> Optional.empty();
      case UUID_SIZE -> Optional.of(uuid(in));
      default -> throw new MalformedException("its correlation id has not 16 bytes");
    };
  }

  private static KeyId keyId(ByteReader in) throws MalformedException {
    return KeyId.of(in.raw(KeyId.SIZE));
  }

  private static UUID uuid(ByteReader in) throws MalformedException {
    return new UUID(in.i64(), in.i64());
  }
}
