package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.Selection;

/** Picks the least loaded of those with three capabilities, one time after the other. */
final class Picking {
  private static final AgentQuery QUERY =
      AgentQuery.whoIsAble(RegistryRace.ability(0))
          .able(RegistryRace.ability(4) + ">=1")
          .able(RegistryRace.ability(8));

  private final RegistryRace race;

  Picking(RegistryRace race) {
    this.race = race;
  }

  BenchRow run() throws InterruptedException {
    try (var maos = Maos.open(race.uri())) {
      var registry = maos.registry();
      registry.registerAll(race.agents());
      registry.refresh();
      return race.row(
          RegistryScenario.SELECT_OF_10000,
          () -> {
            if (registry.select(QUERY, Selection.LEAST_LOADED).isEmpty()) {
              throw new BenchFailedException("select-of-10000: nobody was found");
            }
            return 1;
          });
    }
  }
}
