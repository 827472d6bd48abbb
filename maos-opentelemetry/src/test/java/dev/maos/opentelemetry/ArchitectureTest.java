package dev.maos.opentelemetry;

import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of the traces: they see messages, and nobody else sees OpenTelemetry. */
class ArchitectureTest extends HouseContract {
  private static final String TRACES = "dev.maos.opentelemetry";

  private static final House HOUSE =
      House.of(MessageTraces.class)
          .room(TRACES, "dev.maos.base", "dev.maos.message")
          .library("io.opentelemetry", TRACES);

  @Override
  protected House house() {
    return HOUSE;
  }
}
