package dev.maos.consensus.byzantine;

/**
 * The hand of a member: makes its signatures. The same statement always gets the same signature, or
 * at least one that is true as well. Implementations are thread-safe.
 */
public interface VoteSigner {
  /** The key by which others check what this one signs. */
  MemberKey key();

  /** The signature under these bytes. */
  byte[] sign(byte[] statement);
}
