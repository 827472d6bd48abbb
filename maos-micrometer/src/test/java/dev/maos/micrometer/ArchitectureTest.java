package dev.maos.micrometer;

import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of the metrics' export: it sees what every user sees, and nobody else Micrometer. */
class ArchitectureTest extends HouseContract {
  private static final String EXPORT = "dev.maos.micrometer";

  private static final House HOUSE =
      House.of(MaosMeters.class)
          .room(
              EXPORT,
              "dev.maos",
              "dev.maos.base",
              "dev.maos.consensus",
              "dev.maos.event",
              "dev.maos.message",
              "dev.maos.monitor",
              "dev.maos.registry",
              "dev.maos.resilience",
              "dev.maos.security",
              "dev.maos.security.crypto")
          .library("io.micrometer", EXPORT)
          .library(
              "io.prometheus",
              "dev.maos.micrometer.PrometheusShape",
              "dev.maos.micrometer.MaosMeters");

  @Override
  protected House house() {
    return HOUSE;
  }
}
