package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is trusted, who is blocked and why. Blocked beats trusted. At most 10,000 of each.
 * Thread-safe.
 */
final class Blocklist {
  private static final int MAX = 10_000;

  // Both guarded by this.
  private final Set<AgentId> trusted = new HashSet<>();
  private final Map<AgentId, String> blocked = new HashMap<>();

  synchronized void trust(AgentId agent) {
    requireRoom(trusted.size());
    trusted.add(agent);
  }

  synchronized void block(AgentId agent, String reason) {
    requireRoom(blocked.size());
    blocked.put(agent, InvalidInputException.escape(reason));
  }

  private static void requireRoom(int size) {
    if (size >= MAX) {
      throw new MaosException(ErrorCode.TOO_LARGE, "%d agents are listed, the most".formatted(MAX));
    }
  }

  synchronized void unblock(AgentId agent) {
    blocked.remove(agent);
  }

  synchronized boolean isTrusted(AgentId agent) {
    return trusted.contains(agent) && !blocked.containsKey(agent);
  }

  synchronized Optional<String> reasonFor(AgentId agent) {
    return Optional.ofNullable(blocked.get(agent));
  }

  synchronized int blockedCount() {
    return blocked.size();
  }
}
