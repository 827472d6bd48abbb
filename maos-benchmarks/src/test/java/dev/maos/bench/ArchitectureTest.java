package dev.maos.bench;

import dev.maos.testkit.house.Habit;
import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of the benchmarks. To measure is their trade, so they have a stopwatch. */
class ArchitectureTest extends HouseContract {
  private static final String BENCH = "dev.maos.bench";
  private static final String JMH = "dev.maos.bench.jmh";
  private static final String RAW = "dev.maos.bench.raw";
  private static final String BASE = "dev.maos.base";
  private static final String MESSAGE = "dev.maos.message";

  private static final House HOUSE =
      House.of(BusBench.class)
          .room(
              BENCH,
              "dev.maos",
              "dev.maos.backend",
              "dev.maos.consensus",
              "dev.maos.consensus.byzantine",
              "dev.maos.event",
              "dev.maos.memory",
              MESSAGE,
              "dev.maos.monitor",
              "dev.maos.registry",
              "dev.maos.security.votes",
              "dev.maos.security",
              "dev.maos.security.crypto",
              "dev.maos.security.envelope",
              "dev.maos.security.keys",
              "dev.maos.security.session",
              "dev.maos.sqlite",
              BASE)
          .room(JMH, BENCH, MESSAGE, "dev.maos.resilience", BASE)
          .room(RAW, BENCH, BASE)
          .library("org.HdrHistogram", BENCH)
          .library("org.openjdk.jmh", JMH)
          .allowing(Habit.STOPWATCH, BENCH)
          // The names of keys that no other run on the same server may have.
          .allowing(Habit.CHANCE, RAW + ".RawContestant", RAW + ".RedisBench");

  @Override
  protected House house() {
    return HOUSE;
  }
}
