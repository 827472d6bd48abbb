package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.security.SecurityPolicy.Demand;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.keys.KeyId;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Signatures of agents on what everybody may read, as text: the id of the key and the signature, in
 * Base64 for URLs. Thread-safe.
 */
final class Testimony {
  private final SecurityContext context;

  Testimony(SecurityContext context) {
    this.context = context;
  }

  /**
   * Refuses to speak for an agent that is none of this process, unless what nobody signed is
   * accepted.
   *
   * @throws MaosException {@link dev.maos.base.ErrorCode#NO_SUCH_KEY} or {@link
   *     dev.maos.base.ErrorCode#KEY_REVOKED}
   */
  void requireVoice(AgentId agent) {
    if (!acceptsUnsigned()) {
      var _ = context.keys().signingKey(agent);
    }
  }

  private boolean acceptsUnsigned() {
    return context.policy().authentication() == Demand.NOT_REQUIRED;
  }

  /** The signature of an agent, if it is one of this process. */
  Optional<String> sign(AgentId agent, byte[] what) {
    if (!context.keys().owns(agent)) {
      return Optional.empty();
    }
    var key = context.keys().own(agent).key(KeyPurpose.SIGN);
    var bytes = new ByteWriter().raw(key.info().id().bytes()).raw(key.sign(what)).bytes();
    return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * Whether an agent has signed this; nobody need have, where the policy accepts that. A key that
   * was replaced since counts for what was said before.
   */
  boolean isOf(AgentId agent, String signature, byte[] what, Instant saidAt) {
    if (signature.isEmpty()) {
      return acceptsUnsigned();
    }
    try {
      var in = new ByteReader(Base64.getUrlDecoder().decode(signature));
      var id = KeyId.of(in.raw(KeyId.SIZE));
      var bytes = in.raw(Ed25519.SIGNATURE_SIZE);
      in.end();
      // The clock of who said it may be ahead of the one by which the key was replaced.
      var earliest = saidAt.minus(context.policy().clockSkew());
      return Ed25519.verify(context.keys().testimonyKey(agent, id, earliest).raw(), what, bytes);
    } catch (MalformedException | IllegalArgumentException | MaosException _) {
      return false;
    }
  }
}
