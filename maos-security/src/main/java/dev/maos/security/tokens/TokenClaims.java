package dev.maos.security.tokens;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.List;

/**
 * What a token says. Immutable.
 *
 * @param issuer who made it
 * @param deployment for which agents it counts
 * @param thumbprint of the key whose holder may show it, as in RFC 7638
 */
public record TokenClaims(
    String id,
    String issuer,
    String deployment,
    AgentId agent,
    List<String> roles,
    String thumbprint,
    Instant issuedAt,
    Instant notBefore,
    Instant expiresAt) {
  /** Copies the roles. */
  public TokenClaims {
    roles = List.copyOf(roles);
  }
}
