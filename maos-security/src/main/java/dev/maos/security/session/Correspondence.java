package dev.maos.security.session;

import dev.maos.base.IdSource;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.EnvelopeKind;
import dev.maos.security.envelope.Enveloping;
import dev.maos.security.envelope.Origin;
import dev.maos.security.envelope.Place;
import dev.maos.security.envelope.Target;
import dev.maos.security.keys.AgentKeys;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.PublicKeyInfo;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What an agent needs to send keys to others. Thread-safe.
 *
 * @param own the keys of the agent that sends
 * @param deployment the agents that understand one another
 * @param lifetime how long a key may be on its way
 */
public record Correspondence(
    Enveloping enveloping,
    AgentKeys own,
    UUID deployment,
    Duration lifetime,
    TimeSource time,
    IdSource ids,
    SecureRandom random) {
  /** The topic on which keys travel. */
  public static final Topic KEYS = Topic.reserved("keys");

  private static final int CRITICAL = 0;
  private static final int AT_LEAST_ONCE = 1;

  UUID newSession() {
    // Not from the ids, which tell the time: what is new here must be what nobody can guess.
    return new UUID(random.nextLong(), random.nextLong());
  }

  byte[] wrap(KeyLetter letter, String recipient, PublicKeyInfo recipientKey, UUID session) {
    var signer = own.key(KeyPurpose.SIGN);
    var now = time.now();
    var header =
        new EnvelopeHeader(
            EnvelopeKind.KEY_WRAP,
            deployment,
            new Origin(own.agent(), signer.info().id(), session),
            new Target(Target.Type.AGENT, recipient, recipientKey.id(), 0),
            new Place(KEYS, ids.next(), CRITICAL, 0, AT_LEAST_ONCE, Optional.empty()),
            now,
            now.plus(lifetime),
            0);
    return enveloping.seal(CipherSuite.HPKE_X25519, header, letter.bytes(), recipientKey, signer);
  }
}
