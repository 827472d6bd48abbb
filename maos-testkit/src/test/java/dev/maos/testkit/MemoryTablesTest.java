package dev.maos.testkit;

import dev.maos.backend.SharedTables;
import dev.maos.base.ManualTime;
import dev.maos.memory.MemoryTables;
import java.time.Duration;

/** The embedded tables keep the contract. */
class MemoryTablesTest extends SharedTablesContract {
  private final ManualTime time = new ManualTime();

  @Override
  protected SharedTables tables() {
    return new MemoryTables(time);
  }

  @Override
  protected SharedTables elsewhere(SharedTables tables) {
    return tables;
  }

  @Override
  protected void pass(Duration duration) {
    time.advance(duration);
  }

  @Override
  protected void stepBack(Duration duration) {
    time.stepBack(duration);
  }
}
