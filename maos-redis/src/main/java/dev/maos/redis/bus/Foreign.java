package dev.maos.redis.bus;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageId;

/** Bytes that are not an envelope, dressed as one so that they can be listed and looked at. */
final class Foreign {
  private static final AgentId NOBODY = AgentId.of("nobody");

  /** For a claim whose message cannot be read. */
  static final Envelope PLACEHOLDER = envelope(new MessageId(0, 0), 0, new byte[0]);

  private Foreign() {}

  static Envelope envelope(MessageId id, long atMicros, byte[] bytes) {
    var message =
        Message.from(NOBODY).to(NOBODY).on(Topic.reserved("foreign")).event(Payload.binary(bytes));
    return new Envelope(
        id, atMicros, atMicros, Long.MAX_VALUE, Envelope.Identity.ID_ALONE, message);
  }
}
