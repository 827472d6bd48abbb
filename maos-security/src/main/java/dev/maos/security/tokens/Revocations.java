package dev.maos.security.tokens;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Tokens that count no more, as long as they would have counted: one by its id, or all that an
 * agent was given until a moment. At most 100,000 of either kind; more are refused. Thread-safe.
 */
public final class Revocations {
  private static final int MOST = 100_000;

  /** As long as a token counts, and the clocks that may differ on both sides. */
  private static final Duration KEPT_FOR =
      TokenIssuer.LONGEST.plus(TokenVerifier.SKEW.multipliedBy(2));

  private final TimeSource time;

  // Both guarded by this.
  private final Map<String, Instant> ids = new HashMap<>();
  private final Map<String, Instant> agents = new HashMap<>();

  /** None yet. */
  public Revocations(TimeSource time) {
    this.time = time;
  }

  /**
   * Refuses a token.
   *
   * @param at when somebody said so
   * @throws MaosException {@link ErrorCode#TOO_LARGE} if as many are refused as may be
   */
  public synchronized void revoke(String id, Instant at) {
    put(ids, id, at);
  }

  /**
   * Refuses all tokens that an agent was given until a moment.
   *
   * @throws MaosException as {@link #revoke} does
   */
  public synchronized void revokeAll(AgentId agent, Instant until) {
    put(agents, one(agent), until);
  }

  private void put(Map<String, Instant> map, String key, Instant at) {
    map.values().removeIf(this::isOver);
    if (isOver(at)) {
      return;
    }
    if (map.size() >= MOST && !map.containsKey(key)) {
      throw new MaosException(
          ErrorCode.TOO_LARGE, "%d tokens are revoked already, the most".formatted(MOST));
    }
    map.merge(key, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  private boolean isOver(Instant at) {
    return at.plus(KEPT_FOR).isBefore(time.now());
  }

  /** Whether a token counts no more. */
  public synchronized boolean contains(TokenClaims claims) {
    var since = agents.get(one(claims.agent()));
    return ids.containsKey(claims.id()) || (since != null && !claims.issuedAt().isAfter(since));
  }

  /** The tokens that are refused by their ids, and since when. */
  public synchronized Map<String, Instant> ids(Predicate<String> wanted) {
    var found = new TreeMap<String, Instant>();
    ids.forEach((id, at) -> {
      if (!isOver(at) && wanted.test(id)) {
        found.put(id, at);
      }
    });
    return found;
  }

  private static String one(AgentId agent) {
    return agent.value().toLowerCase(Locale.ROOT);
  }
}
