package dev.maos.testkit;

import dev.maos.Maos;
import dev.maos.testkit.house.Habit;
import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of the core, which cannot see the test kit itself. */
class CoreArchitectureTest extends HouseContract {
  private static final String DOOR = "dev.maos";
  private static final String BACKEND = "dev.maos.backend";
  private static final String MESSAGE = "dev.maos.message";
  private static final String CONSENSUS = "dev.maos.consensus";
  private static final String BYZANTINE = "dev.maos.consensus.byzantine";
  private static final String RESOLUTION = "dev.maos.consensus.resolution";
  private static final String EVENT = "dev.maos.event";
  private static final String REGISTRY = "dev.maos.registry";
  private static final String RESILIENCE = "dev.maos.resilience";
  private static final String MONITOR = "dev.maos.monitor";
  private static final String BASE = "dev.maos.base";
  private static final String CLOCK = "dev.maos.base.SystemTime";

  private static final House HOUSE =
      House.of(Maos.class)
          .room(
              DOOR,
              "dev.maos.memory",
              BACKEND,
              MESSAGE,
              EVENT,
              BYZANTINE,
              RESOLUTION,
              CONSENSUS,
              REGISTRY,
              RESILIENCE,
              MONITOR,
              BASE)
          .room(
              "dev.maos.memory",
              BACKEND,
              MESSAGE,
              EVENT,
              CONSENSUS,
              REGISTRY,
              RESILIENCE,
              MONITOR,
              BASE)
          .room(BACKEND, MESSAGE, EVENT, CONSENSUS, REGISTRY, RESILIENCE, MONITOR, BASE)
          .room(MESSAGE, RESILIENCE, MONITOR, BASE)
          .room(BYZANTINE, CONSENSUS, RESILIENCE, MONITOR, BASE)
          .room(RESOLUTION, CONSENSUS, BASE)
          .room(CONSENSUS, MONITOR, BASE)
          .room(EVENT, RESILIENCE, MONITOR, BASE)
          .room(REGISTRY, RESILIENCE, MONITOR, BASE)
          .room(RESILIENCE, MONITOR, BASE)
          .room(MONITOR, BASE)
          .room(BASE)
          .library("tools.jackson", "dev.maos.base.StrictJson")
          .library("com.github.f4b6a3", "dev.maos.base.IdSource")
          .library("org.HdrHistogram", "dev.maos.monitor.LatencyHistogram")
          .library("io.github.resilience4j", "dev.maos.resilience.BreakerWindow")
          .allowing(Habit.CLOCK, CLOCK)
          .allowing(Habit.STOPWATCH, CLOCK)
          .allowing(Habit.SLEEP, CLOCK);

  @Override
  protected House house() {
    return HOUSE;
  }
}
