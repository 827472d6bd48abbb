package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.message.Address;
import dev.maos.message.Envelope;
import dev.maos.security.SecurityPolicy.Demand;
import dev.maos.security.envelope.CipherSuite;
import java.util.List;

/** Seals what goes out through the doors of a bus. Thread-safe. */
final class Doors {
  // What seals for the least effort comes first.
  private static final List<CipherSuite> BY_EFFORT =
      List.of(
          CipherSuite.AES_256_GCM,
          CipherSuite.HPKE_X25519,
          CipherSuite.HPKE_X25519_CHACHA,
          CipherSuite.HPKE_XWING,
          CipherSuite.HYBRID,
          CipherSuite.RSA_OAEP,
          CipherSuite.SIGNED_CLEAR);

  private final SecurityContext context;
  private final Sealing sealing;
  private final CipherSuite suite;

  Doors(SecurityContext context, Sealing sealing) {
    this.context = context;
    var allowed = context.policy().allowedCiphers();
    this.suite = BY_EFFORT.stream().filter(allowed::contains).findFirst().orElseThrow();
    this.sealing = sealing;
  }

  Envelope outbound(Envelope envelope) {
    var message = envelope.message();
    return switch (message.recipient()) {
      case Address.ToAgent(var recipient) -> toAgent(envelope, recipient);
      case Address.ToGroup _, Address.Everyone _, Address.ToCapable _ -> toMany(envelope);
    };
  }

  private Envelope toMany(Envelope envelope) {
    if (acceptsPlain()) {
      return plain(envelope);
    }
    var message = envelope.message();
    if (acceptsClear() || context.isAnnouncement(message)) {
      return signed(envelope);
    }
    throw new InvalidInputException(
        ErrorCode.NO_KEY_FOR_RECIPIENT,
        "recipient",
        message.recipient().toString(),
        "one agent, whose key it can be sealed for; what goes to many can only be signed, where"
            + " SecurityPolicy.insecureAcceptUnencrypted allows that");
  }

  private Envelope signed(Envelope envelope) {
    var signed = sealing.signInTheClear(envelope.message(), Stamp.of(envelope));
    return envelope.carrying(signed, Envelope.Identity.ID_ALONE);
  }

  private boolean acceptsClear() {
    return context.policy().allowedCiphers().contains(CipherSuite.SIGNED_CLEAR);
  }

  private Envelope toAgent(Envelope envelope, AgentId recipient) {
    if (acceptsPlain() && !context.keys().knows(recipient)) {
      return plain(envelope);
    }
    if (context.isBetweenProcesses(envelope.message())) {
      return signed(envelope);
    }
    var sealed = sealing.seal(envelope.message(), recipient, suite, Stamp.of(envelope));
    // A message that is sealed again looks different, so its content cannot say whether it is the
    // same; its id has to.
    return envelope.carrying(sealed, Envelope.Identity.ID_ALONE);
  }

  private Envelope plain(Envelope envelope) {
    sealing.requirePlain(envelope.message());
    return envelope;
  }

  private boolean acceptsPlain() {
    return context.policy().authentication() == Demand.NOT_REQUIRED;
  }
}
