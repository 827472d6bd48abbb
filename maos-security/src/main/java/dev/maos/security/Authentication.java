package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.security.audit.AuditKind;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.tokens.TokenClaims;
import dev.maos.security.tokens.TokenFault;
import dev.maos.security.tokens.TokenProof;
import dev.maos.security.tokens.TokenVerifier;
import dev.maos.security.tokens.UnauthenticatedException;

/**
 * Asks of tokens what is asked of messages too: who is blocked, and whose key is whose.
 * Thread-safe.
 */
final class Authentication {
  private final SecurityContext context;
  private final TokenVerifier verifier;

  Authentication(SecurityContext context, TokenVerifier verifier) {
    this.context = context;
    this.verifier = verifier;
  }

  TokenClaims authenticate(String token, TokenProof proof) {
    try {
      var claims = verifier.verify(token, proof);
      requireTrusted(claims.agent(), proof);
      requireCounts(claims);
      context.counters().authenticated.increment();
      context.audit().note(AuditKind.TOKEN_ACCEPTED, claims.agent(), claims.id());
      return claims;
    } catch (UnauthenticatedException e) {
      context.counters().unauthenticated.increment();
      context.audit().note(AuditKind.TOKEN_REFUSED, e.fault().name());
      throw e;
    }
  }

  private void requireTrusted(AgentId agent, TokenProof proof) {
    if (context.agents().reasonFor(agent).isPresent()) {
      throw new UnauthenticatedException(TokenFault.BLOCKED);
    }
    try {
      var _ = context.keys().verifyingKey(agent, proof.key().id());
    } catch (SecurityRejectedException _) {
      throw new UnauthenticatedException(TokenFault.UNKNOWN_KEY);
    }
  }

  private void requireCounts(TokenClaims claims) {
    if (context.revocations().contains(claims)) {
      throw new UnauthenticatedException(TokenFault.REVOKED);
    }
  }

  void revoke(String tokenId) {
    verifier.revoke(tokenId);
    context.revocations().revoke(tokenId, context.time().now());
    context.audit().note(AuditKind.TOKEN_REVOKED, tokenId);
    context.sharing().notices().revokedToken(tokenId);
  }

  void revokeAll(AgentId agent) {
    var now = context.time().now();
    verifier.revokeAll(agent);
    context.revocations().revokeAll(agent, now);
    context.audit().note(AuditKind.TOKEN_REVOKED, agent, "all until now");
    context.sharing().notices().revokedTokens(agent, now);
  }
}
