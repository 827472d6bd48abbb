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
    Optional<CorrelationId> correlation) {
  private static final int VERSION = 1;

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
    var out = new ByteWriter(payload.size() + 256).u8(VERSION).text(type.name()).text(name);
    out.text(payload.mediaType().value());
    out.u16(headers.values().size());
    headers.values().forEach((key, value) -> out.text(key).text(value));
    out.u8(replyTo.isPresent() ? 1 : 0);
    replyTo.ifPresent(to -> out.text(to.agent().value()).text(to.topic().value()));
    out.text(correlation.map(CorrelationId::value).orElse(""));
    return out.block(payload.bytes()).bytes();
  }

  static MessageContent read(byte[] bytes) {
    try {
      var in = new ByteReader(bytes);
      if (in.u8() != VERSION) {
        throw new MalformedException("a version that is not known");
      }
      var content = read(in);
      in.end();
      return content;
    } catch (MalformedException | MaosException | IllegalArgumentException _) {
      // Whoever sealed it is known by now; what is wrong with it is still nobody else's business.
      throw new SecurityRejectedException(Rejection.MALFORMED);
    }
  }

  private static MessageContent read(ByteReader in) throws MalformedException {
    var type = MessageType.valueOf(in.text());
    var name = in.text();
    var mediaType = MediaType.of(in.text());
    var headers = new TreeMap<String, String>();
    for (int left = in.u16(); left > 0; left--) {
      headers.put(in.text(), in.text());
    }
    Optional<ReplyTo> replyTo =
        switch (in.u8()) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(new ReplyTo(AgentId.of(in.text()), new Topic(in.text())));
          default -> throw new MalformedException("neither a reply address nor none");
        };
    var conversation = in.text();
    Optional<CorrelationId> correlation =
        conversation.isEmpty() ? Optional.empty() : Optional.of(CorrelationId.of(conversation));
    var payload = in.block();
    return new MessageContent(
        type,
        name,
        Payload.withoutCopying(mediaType, payload, 0, payload.length),
        new Headers(headers),
        replyTo,
        correlation);
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
