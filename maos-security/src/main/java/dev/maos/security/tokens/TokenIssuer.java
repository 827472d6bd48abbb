package dev.maos.security.tokens;

import dev.maos.base.ErrorCode;
import dev.maos.base.IdSource;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TimeSource;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.KeyPurpose;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes tokens, each bound to the key of its agent, so that whoever steals one has nothing.
 * Thread-safe.
 */
public final class TokenIssuer {
  /** How long a token counts at most. */
  public static final Duration LONGEST = Duration.ofMinutes(15);

  private static final int MAX_ROLES = 64;

  private final AgentKey key;
  private final String issuer;
  private final String deployment;
  private final TimeSource time;
  private final IdSource ids;

  /**
   * With what it signs.
   *
   * @param key one to {@link KeyPurpose#SIGN} with, which those who check tokens must know
   * @param issuer the name that it goes by
   * @param deployment for which agents its tokens count
   */
  public TokenIssuer(
      AgentKey key, String issuer, String deployment, TimeSource time, SecureRandom random) {
    this.key = key;
    this.issuer = issuer;
    this.deployment = deployment;
    this.time = time;
    this.ids = new IdSource(time, random);
  }

  /**
   * A token for the holder of these keys.
   *
   * @param life whole seconds, 1 to 15 minutes
   * @throws InvalidInputException {@link ErrorCode#INVALID_TTL}, {@link ErrorCode#TOO_LARGE} beyond
   *     64 roles, {@link ErrorCode#INVALID_PUBLIC_KEY} without a key to sign with
   */
  public String issue(AgentPublicKeys keys, List<String> roles, Duration life) {
    if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TTL, "token life", life.toString(), "1 second to " + LONGEST);
    }
    if (roles.size() > MAX_ROLES) {
      throw new InvalidInputException(
          ErrorCode.TOO_LARGE, "roles", Integer.toString(roles.size()), "at most " + MAX_ROLES);
    }
    var holder =
        keys.key(KeyPurpose.SIGN)
            .orElseThrow(() ->
                new InvalidInputException(
                    ErrorCode.INVALID_PUBLIC_KEY,
                    "keys of agent",
                    keys.agent().value(),
                    "one to SIGN with"));
    var now = Instant.ofEpochSecond(time.now().getEpochSecond());
    var claims =
        new TokenClaims(
            ids.next().toString(),
            issuer,
            deployment,
            keys.agent(),
            roles,
            Thumbprint.of(holder),
            now,
            now,
            now.plusSeconds(life.toSeconds()));
    return Nimbus.sign(ClaimsForm.write(claims), key);
  }
}
