package dev.maos.examples;

import dev.maos.testkit.house.Habit;
import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of the examples: they need only what every user may see, and print what they do. */
class ArchitectureTest extends HouseContract {
  private static final String EXAMPLES = "dev.maos.examples";

  private static final House HOUSE =
      House.of(HelloBus.class)
          .room(
              EXAMPLES,
              "dev.maos",
              "dev.maos.consensus",
              "dev.maos.consensus.byzantine",
              "dev.maos.consensus.resolution",
              "dev.maos.event",
              "dev.maos.jdbc",
              "dev.maos.message",
              "dev.maos.monitor",
              "dev.maos.registry",
              "dev.maos.resilience",
              "dev.maos.security",
              "dev.maos.security.access",
              "dev.maos.security.audit",
              "dev.maos.security.crypto",
              "dev.maos.security.envelope",
              "dev.maos.security.keys",
              "dev.maos.security.limits",
              "dev.maos.security.tokens",
              "dev.maos.security.votes",
              "dev.maos.sqlite",
              "dev.maos.base")
          .library("org.sqlite", EXAMPLES + ".EffectsInADatabase")
          .allowing(Habit.PRINT, EXAMPLES);

  @Override
  protected House house() {
    return HOUSE;
  }
}
