package dev.maos.bench.peers;

import dev.maos.bench.Scenario;

/** Where peers can stand beside the bus: they know no priorities, receipts or remembered ids. */
final class PeerScenarios {
  private PeerScenarios() {}

  static boolean contains(Scenario scenario) {
    return switch (scenario) {
      case AT_MOST_ONCE, AT_LEAST_ONCE, REQUEST_REPLY, IDLE_AGENTS, IDLE_AGENTS_ROUND_ROBIN -> true;
      case AT_MOST_ONCE_TOPIC, EXACTLY_ONCE, PRIORITY, PUBLISH_ONE_BY_ONE -> false;
      case OBSERVED, ENVELOPE -> false;
    };
  }
}
