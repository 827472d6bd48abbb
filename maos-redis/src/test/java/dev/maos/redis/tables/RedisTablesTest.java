package dev.maos.redis.tables;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.SharedTables;
import dev.maos.testkit.SharedTablesContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Everything that shared tables must do, done by a real server whose clock we set. */
class RedisTablesTest extends SharedTablesContract {
  private final TableSite site = new TableSite();

  @Override
  protected SharedTables tables() {
    site.stopClock();
    return site.tables();
  }

  @Override
  protected SharedTables elsewhere(SharedTables tables) {
    return site.tables();
  }

  @Override
  protected void pass(Duration duration) {
    site.pass(duration);
  }

  // The tables go on from the latest time that they wrote down, so somebody has to look.
  @Override
  protected void stepBack(Duration duration) {
    site.pass(duration.negated());
    site.tables().charge(List.of(new AccountCharge("looking", Duration.ZERO, Duration.ZERO)));
  }

  @AfterEach
  void leave() {
    site.close();
  }
}
