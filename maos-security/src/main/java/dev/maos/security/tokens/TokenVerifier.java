package dev.maos.security.tokens;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.PublicKeyInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Checks tokens: whoever shows one must answer a challenge with the key that it is bound to.
 *
 * <p>
 *
 * {@snippet :
 * byte[] challenge = verifier.challenge();                   // to the agent
 * var proof = TokenProof.of(key, token, challenge);          // at the agent
 * TokenClaims claims = verifier.verify(token, proof);
 * }
 *
 * <p>What is revoked here is known to this verifier alone; see {@code CommunicationSecurity}, which
 * tells others. Thread-safe.
 */
public final class TokenVerifier {
  static final Duration SKEW = Duration.ofSeconds(30);

  private final PublicKeyInfo key;
  private final String issuer;
  private final String deployment;
  private final TimeSource time;
  private final Challenges challenges;
  private final Revocations revocations;

  /** Takes the tokens of one issuer, whose key this is, for one deployment. */
  public TokenVerifier(
      PublicKeyInfo key, String issuer, String deployment, TimeSource time, SecureRandom random) {
    this.key = key;
    this.issuer = issuer;
    this.deployment = deployment;
    this.time = time;
    this.challenges = new Challenges(time, random);
    this.revocations = new Revocations(time);
  }

  /** Bytes that whoever shows a token must sign with it, once and within a minute. */
  public byte[] challenge() {
    return challenges.give();
  }

  /** Refuses a token from now on. */
  public void revoke(String tokenId) {
    revocations.revoke(tokenId, time.now());
  }

  /** Refuses all tokens that an agent was given until now. */
  public void revokeAll(AgentId agent) {
    revocations.revokeAll(agent, time.now());
  }

  /**
   * What a token says, when it is shown by whom it was made for.
   *
   * @throws UnauthenticatedException if it does not count; the text does not tell why
   */
  public TokenClaims verify(String token, TokenProof proof) {
    var claims = ClaimsForm.read(Nimbus.verify(token, key));
    require(TokenFault.MISDIRECTED, isForUs(claims));
    require(TokenFault.OUT_OF_TIME, isInTime(claims));
    require(TokenFault.REVOKED, !revocations.contains(claims));
    require(TokenFault.NOT_ITS_HOLDER, isHolder(token, claims, proof));
    require(TokenFault.STALE_CHALLENGE, challenges.takeBack(proof.challenge()));
    return claims;
  }

  private static void require(TokenFault fault, boolean isGood) {
    if (!isGood) {
      throw new UnauthenticatedException(fault);
    }
  }

  private boolean isForUs(TokenClaims claims) {
    return claims.issuer().equals(issuer) && claims.deployment().equals(deployment);
  }

  private boolean isInTime(TokenClaims claims) {
    var now = time.now();
    var life = Duration.between(claims.issuedAt(), claims.expiresAt());
    return !claims.notBefore().isAfter(now.plus(SKEW))
        && !claims.issuedAt().isAfter(now.plus(SKEW))
        && now.isBefore(claims.expiresAt().plus(SKEW))
        && !life.isNegative()
        && life.compareTo(TokenIssuer.LONGEST) <= 0;
  }

  private static boolean isHolder(String token, TokenClaims claims, TokenProof proof) {
    return proof.key().purpose() == KeyPurpose.SIGN
        && MessageDigest.isEqual(bytes(Thumbprint.of(proof.key())), bytes(claims.thumbprint()))
        && proof.isFor(token);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
