package dev.maos.sqlite;

import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of the store in a file: it sees events and no backend. */
class ArchitectureTest extends HouseContract {
  private static final House HOUSE =
      House.of(SqliteEventStore.class)
          .room("dev.maos.sqlite", "dev.maos.event", "dev.maos.base", "dev.maos.monitor");

  @Override
  protected House house() {
    return HOUSE;
  }
}
