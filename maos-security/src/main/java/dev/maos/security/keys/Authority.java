package dev.maos.security.keys;

import dev.maos.base.TopicPattern;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * The key that certifies the keys of others. It is needed only while certificates are made, so it
 * can be kept where no agent runs.
 *
 * <p>Immutable and thread-safe.
 */
public final class Authority {
  private final AgentKey key;

  Authority(AgentKey key) {
    this.key = key;
  }

  /** A new authority. */
  public static Authority generate(Instant now, SecureRandom random) {
    return new Authority(AgentKey.generate(KeyPurpose.SIGN, now, random));
  }

  /** What those need who are to trust it. */
  public PublicKeyInfo publicKey() {
    return key.info();
  }

  /** Certifies keys that may do everything, from one moment until another. */
  public AgentCertificate certify(
      AgentPublicKeys keys, long serial, Instant notBefore, Instant notAfter) {
    var all = List.of(TopicPattern.of(">"));
    return certify(
        new AgentCertificate(keys, List.of(), all, all, notBefore, notAfter, serial, new byte[0]));
  }

  /** Certifies what a draft says; its signature is replaced. */
  public AgentCertificate certify(AgentCertificate draft) {
    return draft.signedBy(key);
  }

  @Override
  public String toString() {
    return "Authority[" + key + "]";
  }
}
