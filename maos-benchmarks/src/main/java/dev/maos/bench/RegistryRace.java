package dev.maos.bench;

import dev.maos.registry.AgentDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** What the scenarios of the registry have in common: where, how long, and with whom. */
record RegistryRace(String uri, RegistryBenchOptions options, Server server) {
  private static final int ABILITIES = 12;
  private static final int ABILITIES_EACH = 6;

  /** Does it once, and tells what it cost this process and the server. */
  Round measure(Repetition.Work work) throws InterruptedException {
    return repetition().measure(work);
  }

  /** A row of all rounds of it, after one that does not count. */
  BenchRow row(RegistryScenario scenario, Repetition.Work work) throws InterruptedException {
    return repetition().row(scenario.id(), work);
  }

  private Repetition repetition() {
    return new Repetition(options.rounds(), options.round(), server);
  }

  /** The agents, each able to do six of twelve things. */
  List<AgentDescriptor> agents() {
    var random = new SplittableRandom(options.seed());
    var agents = new ArrayList<AgentDescriptor>(options.agents());
    for (int i = 0; i < options.agents(); i++) {
      var draft = AgentDescriptor.of("agent-" + i).type("worker").capacity(4);
      var abilities = new ArrayList<Integer>();
      for (int ability = 0; ability < ABILITIES; ability++) {
        abilities.add(ability);
      }
      Collections.shuffle(abilities, random);
      abilities.subList(0, ABILITIES_EACH).forEach(ability -> draft.able(ability(ability), "1.2"));
      agents.add(draft.build());
    }
    return agents;
  }

  static String ability(int number) {
    return "ability-" + number;
  }
}
