package dev.maos.security;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.Message;
import dev.maos.security.crypto.Digests;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.envelope.Target;
import dev.maos.security.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A message as it came, taken apart once and not yet opened. Nothing in it is to be believed.
 * Immutable.
 */
sealed interface Letter {
  /** The message that carries it. */
  Message carrier();

  /** By what it is counted, if it has an envelope that can be read. */
  default Optional<EnvelopeHeader> header() {
    return Optional.empty();
  }

  /** One that nobody sealed. */
  record Plain(Message carrier) implements Letter {}

  /**
   * One that was sealed.
   *
   * @param payload what opens its session, if it needs one
   * @param counted its header, by which it is counted
   */
  record Sealed(
      Message carrier, SealedPayload payload, SealedEnvelope envelope, EnvelopeHeader counted)
      implements Letter {
    @Override
    public Optional<EnvelopeHeader> header() {
      return Optional.of(counted);
    }
  }

  /** One that says it is sealed, and why it cannot be read. */
  record Unreadable(Message carrier, MaosException why) implements Letter {}

  /**
   * Takes a message apart; no key is used.
   *
   * @param reader where it was read: what goes to many is read in many places, once in each
   */
  static Letter of(Message carrier, String reader, int maxEnvelopeBytes) {
    if (!SealedPayload.is(carrier.payload())) {
      return new Plain(carrier);
    }
    try {
      return sealed(carrier, reader, maxEnvelopeBytes);
    } catch (MalformedException e) {
      return new Unreadable(carrier, malformed(e.why()));
    } catch (MaosException e) {
      return new Unreadable(carrier, e);
    }
  }

  private static Sealed sealed(Message carrier, String reader, int maxEnvelopeBytes)
      throws MalformedException {
    if (carrier.payload().size() > maxEnvelopeBytes) {
      throw new MalformedException("more than %d bytes".formatted(maxEnvelopeBytes));
    }
    var payload = SealedPayload.read(carrier.payload());
    var envelope = payload.envelope(maxEnvelopeBytes);
    var header = envelope.header();
    var counted =
        header.target().type() == Target.Type.MANY
            ? header.readBy(digest(reader + " " + header.place().topic()))
            : header;
    return new Sealed(carrier, payload, envelope, counted);
  }

  // Numbers of what goes to many are counted for each topic, of which a queue may have several; and
  // what is counted has a short name.
  private static String digest(String place) {
    return HexFormat.of().formatHex(Digests.sha256(place.getBytes(StandardCharsets.UTF_8)));
  }

  private static MaosException malformed(String why) {
    return new MaosException(ErrorCode.MALFORMED_ENVELOPE, "not a sealed message: " + why);
  }
}
