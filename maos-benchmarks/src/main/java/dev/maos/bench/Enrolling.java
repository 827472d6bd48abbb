package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.registry.AgentDescriptor;
import java.util.List;

/**
 * Registers many agents at once, and weighs what they keep of the heap beside their descriptions,
 * which are the caller's.
 */
final class Enrolling {
  private final RegistryRace race;
  private final List<AgentDescriptor> agents;

  Enrolling(RegistryRace race) {
    this.race = race;
    this.agents = race.agents();
  }

  BenchRow run() throws InterruptedException {
    // The first one of all loads classes; the second is weighed, which takes time.
    var _ = enrol();
    double bytes = weigh();
    var rounds = new Rounds();
    for (int i = 0; i < race.options().rounds(); i++) {
      rounds.add(enrol());
    }
    return BenchRow.of(
            RegistryScenario.REGISTER_10000.id(), RegistryBench.SYSTEM, rounds, new Latencies())
        .bytesPerAgent(bytes);
  }

  private Round enrol() throws InterruptedException {
    try (var maos = Maos.open(race.uri())) {
      var registry = maos.registry();
      registry.refresh();
      return race.measure(() -> registry.registerAll(agents).size());
    }
  }

  private double weigh() {
    try (var maos = Maos.open(race.uri())) {
      var registry = maos.registry();
      registry.refresh();
      long without = Meter.settledHeap();
      var held = registry.registerAll(agents);
      // What the store tells has been read, and the view of it made.
      registry.refresh();
      if (registry.counts().agents() != held.size()) {
        throw new BenchFailedException("register-10000: not all agents are registered");
      }
      return Math.max(0, Meter.settledHeap() - without) / (double) held.size();
    }
  }
}
