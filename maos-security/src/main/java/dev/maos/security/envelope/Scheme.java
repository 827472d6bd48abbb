package dev.maos.security.envelope;

import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.PublicKeyInfo;

/** What a suite does that seals for a recipient's public key. Thread-safe. */
sealed interface Scheme permits HpkeScheme, HybridScheme, OaepScheme {
  /**
   * Seals.
   *
   * @param head all of the envelope before the encapsulation
   * @param headerHash the SHA-256 of the header
   */
  Enclosed seal(byte[] head, byte[] headerHash, PublicKeyInfo recipient, byte[] plaintext);

  /**
   * Opens.
   *
   * @throws dev.maos.security.crypto.SecurityRejectedException if anything is not what it was; how
   *     it fails does not show what
   */
  byte[] open(SealedEnvelope envelope, AgentKey recipient);
}
