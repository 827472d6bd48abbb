package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.MaosException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.message.Headers;
import dev.maos.message.Message;
import dev.maos.message.MessageType;
import dev.maos.message.ReplyTo;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.Plaintext;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an envelope hides of a message: its type and name, its payload and what kind that is, the
 * user's headers, where the answer goes and which conversation it belongs to.
 */
record MessageContent(
    MessageType type,
    String name,
    Payload payload,
    Headers headers,
    Optional<ReplyTo> replyTo,
    Optional<CorrelationId> correlation)
    implements Plaintext {
  private static final int VERSION = 1;
  // What most messages need beside headers and payload.
  private static final int NAMES = 128;

  static MessageContent of(Message message) {
    return new MessageContent(
        message.type(),
        message.name(),
        message.payload(),
        message.headers(),
        message.handling().replyTo(),
        message.lineage().correlation());
  }

  byte[] bytes() {
    var out = new ByteWriter(expectedSize());
    writeTo(out);
    return out.bytes();
  }

  @Override
  public int expectedSize() {
    int size = NAMES + payload.size();
    for (var header : headers.values().entrySet()) {
      size += 2 * Short.BYTES + header.getKey().length() + header.getValue().length();
    }
    return size;
  }

  @Override
  public void writeTo(ByteWriter out) {
    out.u8(VERSION).text(type.name()).text(name);
    out.text(payload.mediaType().value());
    out.u16(headers.values().size());
    headers.values().forEach((key, value) -> out.text(key).text(value));
    out.u8(replyTo.isPresent() ? 1 : 0);
    replyTo.ifPresent(to -> out.text(to.agent().value()).text(to.topic().value()));
    out.text(correlation.map(CorrelationId::value).orElse(""));
    out.i32(payload.size());
    int at = out.size();
    payload.copyTo(out.room(payload.size()).shared(), at);
  }

  static MessageContent read(byte[] bytes) {
    try {
      var in = new ByteReader(bytes);
      if (in.u8() != VERSION) {
        throw new MalformedException("a version that is not known");
      }
      var content = read(in, bytes);
      in.end();
      return content;
    } catch (MalformedException | MaosException | IllegalArgumentException _) {
      // Whoever sealed it is known by now; what is wrong with it is still nobody else's business.
      throw new SecurityRejectedException(Rejection.MALFORMED);
    }
  }

  // The payload stays where it lies.
  private static MessageContent read(ByteReader in, byte[] bytes) throws MalformedException {
    var type = MessageType.valueOf(in.text());
    var name = in.text();
    var mediaType = MediaType.of(in.text());
    var headers = headers(in);
    Optional<ReplyTo> replyTo =
        switch (in.u8()) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(new ReplyTo(AgentId.of(in.text()), new Topic(in.text())));
          default -> throw new MalformedException("neither a reply address nor none");
        };
    var conversation = in.text();
    Optional<CorrelationId> correlation =
        conversation.isEmpty() ? Optional.empty() : Optional.of(CorrelationId.of(conversation));
    int payload = in.passBlock();
    return new MessageContent(
        type,
        name,
        Payload.withoutCopying(mediaType, bytes, in.position() - payload, payload),
        headers,
        replyTo,
        correlation);
  }

  private static Headers headers(ByteReader in) throws MalformedException {
    int count = in.u16();
    if (count == 0) {
      return Headers.NONE;
    }
    var headers = new TreeMap<String, String>();
    for (int left = count; left > 0; left--) {
      headers.put(in.text(), in.text());
    }
    return new Headers(headers);
  }

  /**
   * The message as it was, with what only the transport knows taken from the one that carried it.
   *
   * @throws SecurityRejectedException if that one names another reply address or conversation
   */
  Message in(Message carrier) {
    requireSame(replyTo, carrier.handling().replyTo());
    requireSame(correlation, carrier.lineage().correlation());
    return new Message(
        type,
        name,
        carrier.sender(),
        carrier.recipient(),
        carrier.topic(),
        payload,
        carrier.priority(),
        carrier.guarantee(),
        carrier.timing(),
        carrier.lineage(),
        carrier.handling(),
        headers);
  }

  private static void requireSame(Optional<?> sealed, Optional<?> carried) {
    if (sealed.isPresent() && !sealed.equals(carried)) {
      throw new SecurityRejectedException(Rejection.MISDIRECTED);
    }
  }
}
