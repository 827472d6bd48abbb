package dev.maos.cel;

import dev.maos.testkit.house.House;
import dev.maos.testkit.house.HouseContract;

/** The shape of filters as text: they see events, and the expression language sees nobody else. */
class ArchitectureTest extends HouseContract {
  private static final String CEL = "dev.maos.cel";

  private static final House HOUSE =
      House.of(CelFilters.class)
          .room(CEL, "dev.maos.event", "dev.maos.base")
          .library("dev.cel", CEL)
          // The collections and unsigned numbers that the language hands out.
          .library("com.google.common", CEL);

  @Override
  protected House house() {
    return HOUSE;
  }
}
