package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.List;
import java.util.Optional;

/**
 * Some of those who were found, in order of their ids.
 *
 * @param total how many were found in all
 * @param next the id behind which the next page begins; empty on the last page
 */
public record AgentPage(List<KnownAgent> agents, int total, Optional<AgentId> next) {
  /** Copies the agents. */
  public AgentPage {
    agents = List.copyOf(agents);
  }

  /** The ids of those on this page. */
  public List<AgentId> ids() {
    return agents.stream().map(KnownAgent::id).toList();
  }
}
