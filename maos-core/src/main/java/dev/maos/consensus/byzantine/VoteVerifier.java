package dev.maos.consensus.byzantine;

/** Checks signatures of members. Implementations are thread-safe and throw nothing. */
public interface VoteVerifier {
  /** Whether these bytes are a key that a signer could have. */
  boolean isKey(MemberKey key);

  /** Whether the holder of the key signed these bytes. */
  boolean verify(MemberKey key, byte[] statement, byte[] signature);
}
