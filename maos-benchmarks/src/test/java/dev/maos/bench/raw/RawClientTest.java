package dev.maos.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.bench.BenchFailedException;
import dev.maos.bench.BenchRow;
import dev.maos.bench.BusBench;
import dev.maos.bench.BusBenchOptions;
import dev.maos.bench.Contestant;
import dev.maos.bench.Scenario;
import dev.maos.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bare client against a real server; the harness ends a run that loses or doubles anything. */
class RawClientTest {
  private static final BusBenchOptions TINY =
      RedisBench.defaults()
          .rounds(2)
          .round(Duration.ofMillis(30))
          .warmUp(Duration.ofMillis(20))
          .latencyRates(List.of(1_000, 3_000))
          .callers(8)
          .agents(150)
          .messagesPerAgent(4);

  /** Rounds in which a server works for longer than a tick of a kernel that counts CPU in ticks. */
  private static final BusBenchOptions TICKED = TINY.rounds(3).round(Duration.ofMillis(100));

  private static RedisServer server;

  @BeforeAll
  static void startServer() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void emptyServer() {
    server.command("FLUSHALL");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ENVELOPE", "OBSERVED"})
  void everyScenarioCarriesEachMessageOnceAndLeavesNothingBehind(Scenario scenario)
      throws Exception {
    var row = run(scenario);

    assertThat(row.scenario()).isEqualTo(scenario.id());
    assertThat(row.system()).startsWith("raw-framed");
    assertThat(keys()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "AT_MOST_ONCE", "EXACTLY_ONCE", "PRIORITY"})
  void aPipelinedRowHasACostOnBothSidesAndLatenciesAtEachRate(Scenario scenario) throws Exception {
    var row = run(TICKED, scenario);

    assertThat(row.messagesPerSecond()).isPositive();
    assertThat(row.cpuMicrosPerMessage()).isPositive();
    assertThat(row.serverCpuMicrosPerMessage()).isPositive();
    assertThat(row.rates()).extracting(rate -> rate.perSecond()).containsExactly(1_000, 3_000);
    assertThat(row.rates()).allSatisfy(rate -> assertThat(rate.p50Micros()).isPositive());
    assertThat(row.p50Micros()).isEqualTo(row.rates().getFirst().p50Micros());
  }

  @Test
  void callersWhoWaitForEachMessageAreNotMeasuredAtARate() throws Exception {
    var row = run(Scenario.PUBLISH_ONE_BY_ONE);

    assertThat(row.messagesPerSecond()).isPositive();
    assertThat(row.rates()).isEmpty();
  }

  @Test
  void idleAgentsAreEachReachedOverAHandfulOfConnections() throws Exception {
    var row = run(Scenario.IDLE_AGENTS);

    assertThat(row.agents()).isEqualTo(150);
    assertThat(row.setUpMillis()).isPositive();
    assertThat(row.connections()).isEqualTo(3);
  }

  @Test
  void theReportNamesTheServer() throws Exception {
    try (var probe = RedisServerProbe.open(address())) {
      var report =
          BusBench.run(TINY.scenarios(List.of(Scenario.REQUEST_REPLY)), raw(), probe, line -> {});

      assertThat(report.server()).startsWith("Redis 7").contains("append-only file off");
      assertThat(report.table()).contains(report.server());
      assertThat(report.legend()).contains("raw-framed");
    }
  }

  @Test
  void aMessageThatTheServerLosesEndsTheRun() {
    var thief = new Thief(server, raw().getFirst());
    var options = TINY.scenarios(List.of(Scenario.AT_LEAST_ONCE));

    assertThatThrownBy(() -> BusBench.run(options, List.of(thief), line -> {}))
        .isInstanceOf(BenchFailedException.class)
        .hasMessageStartingWith("at-least-once of raw-framed: ");
  }

  @Test
  void onlyKeysOfThatNameAreDeleted() {
    server.command("MSET", "maos:{bench-1}:a", "1", "b{bench-1}", "2", "maos:{bench-2}:a", "3");

    try (var probe = RedisServerProbe.open(address())) {
      probe.deleteKeysWith("bench-1");
    }

    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void withoutAServerOneSentenceSaysWhereAndHowToStartOne() throws Exception {
    var nowhere = "redis://:secret@127.0.0.1:" + unusedPort();

    assertThatThrownBy(() -> RedisBench.run(nowhere, TINY, List.of(), line -> {}))
        .isInstanceOf(BenchFailedException.class)
        .hasMessageStartingWith("no Redis server answers at 127.0.0.1:")
        .hasMessageContaining("redis-server --port")
        .hasMessageNotContaining("secret");
  }

  private static BenchRow run(Scenario scenario) throws InterruptedException {
    return run(TINY, scenario);
  }

  private static BenchRow run(BusBenchOptions options, Scenario scenario)
      throws InterruptedException {
    try (var probe = RedisServerProbe.open(address())) {
      return BusBench.run(options.scenarios(List.of(scenario)), raw(), probe, line -> {})
          .rows()
          .getFirst();
    }
  }

  private static List<Contestant> raw() {
    return RawContestant.all(address());
  }

  private static RawAddress address() {
    return RawAddress.of(server.uri()).orElseThrow();
  }

  private static long keys() {
    try (var connection = RespConnection.open(address())) {
      return connection.count("DBSIZE");
    }
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
