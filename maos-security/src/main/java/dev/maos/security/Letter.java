package dev.maos.security;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.Message;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.wire.MalformedException;
import java.util.Optional;

/**
 * A message as it came, taken apart once and not yet opened. Nothing in it is to be believed.
 * Immutable.
 */
sealed interface Letter {
  /** The message that carries it. */
  Message carrier();

  /** What its envelope says, if it has one that can be read. */
  default Optional<EnvelopeHeader> header() {
    return Optional.empty();
  }

  /** One that nobody sealed. */
  record Plain(Message carrier) implements Letter {}

  /**
   * One that was sealed.
   *
   * @param opening the envelope that opens its session, or nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Sealed(Message carrier, byte[] opening, SealedEnvelope envelope) implements Letter {
    @Override
    public Optional<EnvelopeHeader> header() {
      return Optional.of(envelope.header());
    }
  }

  /** One that says it is sealed, and why it cannot be read. */
  record Unreadable(Message carrier, MaosException why) implements Letter {}

  /** Takes a message apart; no key is used. */
  static Letter of(Message carrier, int maxEnvelopeBytes) {
    if (!SealedPayload.is(carrier.payload())) {
      return new Plain(carrier);
    }
    try {
      return sealed(carrier, maxEnvelopeBytes);
    } catch (MalformedException e) {
      return new Unreadable(carrier, malformed(e.why()));
    } catch (MaosException e) {
      return new Unreadable(carrier, e);
    }
  }

  private static Sealed sealed(Message carrier, int maxEnvelopeBytes) throws MalformedException {
    if (carrier.payload().size() > maxEnvelopeBytes) {
      throw new MalformedException("more than %d bytes".formatted(maxEnvelopeBytes));
    }
    var payload = SealedPayload.read(carrier.payload());
    var envelope = SealedEnvelope.read(payload.envelope(), maxEnvelopeBytes);
    return new Sealed(carrier, payload.opening(), envelope);
  }

  private static MaosException malformed(String why) {
    return new MaosException(ErrorCode.MALFORMED_ENVELOPE, "not a sealed message: " + why);
  }
}
