package dev.maos.security;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The trusted and the blocked, by their names in lower case, and why they are. Immutable. */
record AgentList(Set<String> trusted, Map<String, String> blocked) {
  static final AgentList EMPTY = new AgentList(Set.of(), Map.of());

  AgentList {
    trusted = Set.copyOf(trusted);
    blocked = Map.copyOf(blocked);
  }

  AgentList trusting(String agent) {
    var more = new HashSet<>(trusted);
    more.add(agent);
    return new AgentList(more, blocked);
  }

  AgentList distrusting(String agent) {
    var less = new HashSet<>(trusted);
    less.remove(agent);
    return new AgentList(less, blocked);
  }

  AgentList blocking(String agent, String reason) {
    var more = new HashMap<>(blocked);
    more.put(agent, reason);
    return new AgentList(trusted, more);
  }

  AgentList unblocking(String agent) {
    var less = new HashMap<>(blocked);
    less.remove(agent);
    return new AgentList(trusted, less);
  }
}
