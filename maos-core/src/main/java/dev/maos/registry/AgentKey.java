package dev.maos.registry;

/**
 * A public key or a certificate of an agent, for those who want to check what it signs. Immutable.
 *
 * @param name which of its keys, 1 to 64 characters
 * @param algorithm as in {@code Ed25519} or {@code X.509}, 1 to 64 characters
 * @param encoded the key in Base64, or the certificate in PEM; at most 8 KiB
 */
public record AgentKey(String name, String algorithm, String encoded) {
  private static final int MAX_TEXT = 64;
  private static final int MAX_ENCODED = 8 * 1024;

  /** Checks the range. */
  public AgentKey {
    Limit.text("key name", name, 1, MAX_TEXT);
    Limit.text("key algorithm", algorithm, 1, MAX_TEXT);
    Limit.text("key", encoded, 1, MAX_ENCODED);
  }
}
