/**
 * The primitives, each in the one form in which it is safe to use, behind names of our own.
 *
 * <pre>
 *   Secret        bytes that do not show
 *   Aead          AES-256-GCM, ChaCha20-Poly1305      KeptCipher (one key, many messages)
 *   Hkdf          keys of a key                       Digests
 *   RsaOaep       SHA-256 for hash and mask
 *   Ed25519, X25519, Hpke --&gt; BouncyCastle            (which alone sees the library)
 *   Ed25519 --&gt; SigningEngine: the native library where it is there, else BouncyCastle
 *   SecurityRejectedException(Rejection)              one answer to all that fails
 * </pre>
 *
 * <p>Nothing here knows messages or agents. Start with {@link dev.maos.security.crypto.Aead}.
 */
package dev.maos.security.crypto;
