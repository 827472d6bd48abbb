/**
 * Whose keys are whose: one's own, those of others that are trusted, and where they are kept.
 *
 * <pre>
 *   KeyRing --+-- AgentKeys --- AgentKey (private half stays inside)   generate, rotate, revoke
 *             +-- Peer --- AgentPublicKeys --- PublicKeyInfo (KeyId)   pin, approveChange
 *             +-- AgentCertificate &lt;--- Authority                      trust, admit
 *   Keystore --- PrivateFile, Password, ContentForm                   one encrypted file
 *   Pem                                                               public keys as text
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.keys.KeyRing}.
 */
package dev.maos.security.keys;
