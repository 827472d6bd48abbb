package dev.maos.cli;

import dev.maos.testkit.house.Habit;
import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/**
 * The shape of the command line: it sees what every user sees, and of backends only the one that is
 * a file.
 */
class ArchitectureTest extends HouseContract {
  private static final String CLI = "dev.maos.cli";
  private static final String DEMO = "dev.maos.cli.demo";
  private static final String VOTE = "dev.maos.cli.vote";
  private static final String CONSENSUS = "dev.maos.consensus";
  private static final String BYZANTINE = "dev.maos.consensus.byzantine";
  private static final String BASE = "dev.maos.base";
  private static final String MESSAGE = "dev.maos.message";
  private static final String MONITOR = "dev.maos.monitor";
  private static final String REGISTRY = "dev.maos.registry";

  private static final House HOUSE =
      House.of(Main.class)
          .room(
              CLI,
              DEMO,
              VOTE,
              "dev.maos",
              "dev.maos.backend",
              "dev.maos.bench",
              "dev.maos.bench.raw",
              CONSENSUS,
              BYZANTINE,
              "dev.maos.cel",
              "dev.maos.event",
              "dev.maos.micrometer",
              "dev.maos.sqlite",
              "dev.maos.security",
              "dev.maos.security.votes",
              "dev.maos.security.access",
              "dev.maos.security.audit",
              "dev.maos.security.keys",
              MESSAGE,
              MONITOR,
              REGISTRY,
              BASE)
          .room(VOTE, CONSENSUS, BASE)
          .room(
              DEMO,
              "dev.maos",
              CONSENSUS,
              BYZANTINE,
              "dev.maos.security.votes",
              MESSAGE,
              MONITOR,
              REGISTRY,
              BASE)
          .library("picocli", CLI)
          .allowing(Habit.PRINT, "dev.maos.cli.Terminal")
          // The names and seeds that the user did not give.
          .allowing(Habit.CHANCE, "dev.maos.cli.DemoPlace", "dev.maos.cli.DemoCommand");

  @Override
  protected House house() {
    return HOUSE;
  }
}
