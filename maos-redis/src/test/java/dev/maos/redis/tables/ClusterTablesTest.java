package dev.maos.redis.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.Note;
import dev.maos.backend.NumberRange;
import dev.maos.backend.SharedTables;
import dev.maos.testkit.SharedTablesContract;
import dev.maos.testkit.redis.RedisCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same on a Cluster, where all tables of a namespace are on one node. */
@Timeout(120)
class ClusterTablesTest extends SharedTablesContract {
  private static final RedisCluster CLUSTER = RedisCluster.start();

  private final TableSite site = new TableSite(CLUSTER.uri(), CLUSTER::primaryOf);

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @AfterEach
  void leave() {
    site.close();
  }

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

  @Override
  protected void stepBack(Duration duration) {
    site.pass(duration.negated());
    site.tables().charge(List.of(new AccountCharge("looking", Duration.ZERO, Duration.ZERO)));
  }

  @Test
  void whatIsKnownGoesWithTheSlotToAnotherNode() {
    var tables = tables();
    var other = elsewhere(tables);
    var used = NumberRange.of("series", 7);
    tables.use(List.of(used), Duration.ofHours(1));
    tables.write(new Note("block:rogue", 1, new byte[] {1}));
    var key = site.key("meta");
    var before = CLUSTER.primaryOf(key);
    var target =
        CLUSTER.primaries().stream().filter(each -> !each.equals(before)).findFirst().orElseThrow();

    CLUSTER.moveSlot(CLUSTER.slotOf(key), target);

    assertThat(CLUSTER.primaryOf(key)).isEqualTo(target);
    assertThat(other.used(List.of(used))).containsExactly(used);
    assertThat(tables.use(List.of(used), Duration.ofHours(1))).containsExactly(used);
    assertThat(other.notes(0).notes()).hasSize(1);
  }
}
