package dev.maos.jdbc;

import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of the effects in a database: it sees messages and no backend. */
class ArchitectureTest extends HouseContract {
  private static final House HOUSE =
      House.of(JdbcInbox.class).room("dev.maos.jdbc", "dev.maos.message", "dev.maos.base");

  @Override
  protected House house() {
    return HOUSE;
  }
}
