package dev.maos.cli;

import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.KnownAgent;
import java.util.ArrayList;
import java.util.List;

/** All agents that were found, which come in pages. */
final class AgentPages {
  private static final int PAGE = 1_000;

  private AgentPages() {}

  static List<KnownAgent> all(AgentRegistry registry, AgentQuery query) {
    var page = registry.find(query, PAGE);
    var all = new ArrayList<>(page.agents());
    while (page.next().isPresent()) {
      page = registry.findAfter(page.next().get(), query, PAGE);
      all.addAll(page.agents());
    }
    return all;
  }
}
