/**
 * Tokens: what an agent shows a door that does not read its messages.
 *
 * <pre>
 *   TokenIssuer.issue(keys, roles) -&gt; text
 *   TokenVerifier.challenge() -&gt; TokenProof.of(key, text, challenge) -&gt; TokenVerifier.verify
 *        |  Challenges, Revocations, Thumbprint
 *        +-- Nimbus (which alone sees the library)
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.tokens.TokenVerifier}.
 */
package dev.maos.security.tokens;
