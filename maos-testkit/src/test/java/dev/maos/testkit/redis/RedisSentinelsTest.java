package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RedisSentinelsTest {
  @Test
  void aReplicaTakesThePlaceOfAKilledPrimaryAndKeepsItsData() throws Exception {
    try (var sentinels = RedisSentinels.start()) {
      var primary = sentinels.primary();
      Replicated.set(primary, "k", "v");

      var killed = sentinels.killPrimary();
      var next = sentinels.awaitFailover(killed);

      assertThat(killed).isSameAs(primary);
      assertThat(next).isNotSameAs(primary).isSameAs(sentinels.primary());
      assertThat(next.command("GET", "k").text()).isEqualTo("v");
      killed.restart();
      sentinels.awaitHealthy();
      assertThat(killed.command("ROLE").items().getFirst().text()).isEqualTo("slave");
    }
  }

  @Test
  void theUriNamesTheSentinelsAndTheWishesReachTheServers() {
    try (var sentinels = RedisSentinels.start(2, wishes -> wishes.appendOnly(AppendSync.ALWAYS))) {
      assertThat(sentinels.uri())
          .matches("redis-sentinel://(127\\.0\\.0\\.1:[0-9]+,?){3}\\?master=main");
      assertThat(sentinels.servers())
          .hasSize(3)
          .allMatch(s -> s.command("CONFIG", "GET", "appendonly").texts().contains("yes"));
    }
  }

  @Test
  void withoutAReplicaNobodyCouldTakeOver() {
    assertThatIllegalArgumentException().isThrownBy(() -> RedisSentinels.start(0));
  }
}
