package dev.maos.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.testkit.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever breaks, what was promised is kept. Short, unless the profile {@code faults} makes it
 * long.
 */
class FaultsTest {
  private static final Size SIZE = Size.given();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aSingleServer(Trial trial) throws InterruptedException {
    try (var stage = new SingleStage()) {
      judge(trial, stage);
    }
  }

  static List<Trial> aSingleServer() {
    var all = new ArrayList<>(ProcessTrials.ALL);
    all.addAll(ServerTrials.ALL);
    all.addAll(ConnectionTrials.ALL);
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void underSentinels(Trial trial) throws InterruptedException {
    try (var stage = new SentinelStage()) {
      judge(trial, stage);
    }
  }

  static List<Trial> underSentinels() {
    return TopologyTrials.SENTINEL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aCluster(Trial trial) throws InterruptedException {
    try (var stage = new ClusterStage()) {
      judge(trial, stage);
    }
  }

  static List<Trial> aCluster() {
    return TopologyTrials.CLUSTER;
  }

  private void judge(Trial trial, Stage stage) throws InterruptedException {
    var seed = new Seed(Seed.range(1, 1).findFirst().orElseThrow());
    try (var run = new FaultRun(trial, stage, Opening.PLAIN, SIZE, seed, folder)) {
      var report = run.run();
      System.out.println(report.line());

      assertThat(report).matches(Report::isGood);
    }
  }
}
