package dev.maos.security.tokens;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Tokens that count no more, as long as they would have counted. At most 100,000 of either kind;
 * more are refused. Thread-safe.
 */
final class Revocations {
  private static final int MOST = 100_000;

  private final TimeSource time;
  private final Duration keptFor;

  // Both guarded by this.
  private final Map<String, Instant> ids = new HashMap<>();
  private final Map<AgentId, Instant> agents = new HashMap<>();

  Revocations(TimeSource time, Duration keptFor) {
    this.time = time;
    this.keptFor = keptFor;
  }

  synchronized void revoke(String id) {
    put(ids, id);
  }

  synchronized void revokeAll(AgentId agent) {
    put(agents, agent);
  }

  private <K> void put(Map<K, Instant> map, K key) {
    var now = time.now();
    map.values().removeIf(at -> at.plus(keptFor).isBefore(now));
    if (map.size() >= MOST && !map.containsKey(key)) {
      throw new MaosException(
          ErrorCode.TOO_LARGE, "%d tokens are revoked already, the most".formatted(MOST));
    }
    map.put(key, now);
  }

  synchronized boolean contains(TokenClaims claims) {
    var since = agents.get(claims.agent());
    return ids.containsKey(claims.id()) || (since != null && !claims.issuedAt().isAfter(since));
  }
}
