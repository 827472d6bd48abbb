package dev.maos.testkit;

import dev.maos.testkit.house.Habit;
import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of the test kit. */
class ArchitectureTest extends HouseContract {
  private static final String KIT = "dev.maos.testkit";

  private static final House HOUSE =
      House.of(Recorder.class)
          .room(
              KIT,
              KIT + ".history",
              "dev.maos.backend",
              "dev.maos.base",
              "dev.maos.consensus",
              "dev.maos.event",
              "dev.maos.message",
              "dev.maos.monitor",
              "dev.maos.registry",
              "dev.maos.resilience")
          .room(KIT + ".history", "dev.maos.base", "dev.maos.message")
          .room(KIT + ".house")
          .room(KIT + ".redis", "dev.maos.base")
          .library("org.junit", KIT, KIT + ".house")
          .library("org.assertj", KIT, KIT + ".house")
          .library("com.tngtech.archunit", KIT + ".house")
          // Which port is free is nobody's plan.
          .allowing(Habit.CHANCE, KIT + ".redis.Ports");

  @Override
  protected House house() {
    return HOUSE;
  }
}
