package dev.maos.security.keys;

import dev.maos.base.AgentId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * What the others need to know of an agent's keys: at most one public key for each purpose.
 *
 * <p>Immutable and thread-safe.
 */
public record AgentPublicKeys(AgentId agent, List<PublicKeyInfo> keys) {

  /** Copies the keys; two for one purpose are refused, and so are none. */
  public AgentPublicKeys {
    keys = List.copyOf(keys);
    var purposes = EnumSet.noneOf(KeyPurpose.class);
    for (var key : keys) {
      if (!purposes.add(key.purpose())) {
        throw KeyRefusal.of("more than one key for " + key.purpose());
      }
    }
    if (keys.isEmpty()) {
      throw KeyRefusal.of("no key");
    }
  }

  /**
   * The keys of an agent that a PEM text holds: blocks of PUBLIC KEY or CERTIFICATE and nothing
   * else, one for each purpose, 16 KiB at most. A certificate counts as its key; who signed it does
   * not matter here.
   *
   * @throws dev.maos.base.InvalidInputException {@link dev.maos.base.ErrorCode#INVALID_PUBLIC_KEY};
   *     none of the text is repeated
   */
  public static AgentPublicKeys fromPem(AgentId agent, String pem) {
    return new AgentPublicKeys(agent, Pem.read(pem));
  }

  /** The key for a purpose. */
  public Optional<PublicKeyInfo> key(KeyPurpose purpose) {
    for (var key : keys) {
      if (key.purpose() == purpose) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** All keys as PEM. */
  public String toPem() {
    return Pem.write(keys);
  }
}
