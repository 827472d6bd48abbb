package dev.maos.redis.faults;

import dev.maos.testkit.history.Anomaly;
import java.time.Duration;
import java.util.List;

/** Servers that take each other's place under traffic. */
final class TopologyTrials {
  private static final String TAG = "{maos}";

  /** Until a process talks to the new node: its timeout, and its longest pause between tries. */
  private static final Duration FINDING_IT_AGAIN = Duration.ofMillis(1_500);

  private TopologyTrials() {}

  /**
   * What was published waits for the replica, so it is not lost. What was settled does not wait: it
   * may be settled again by somebody else, as if it had never been claimed.
   */
  static final Trial SENTINEL_FAILOVER =
      Trial.of(
              "Sentinel failover",
              run -> {
                run.awaitCalls(20);
                run.disturbingAll(() -> failOver((SentinelStage) run.stage()));
              })
          .forgiving(
              Anomaly.DUPLICATE,
              Anomaly.REPEATED,
              Anomaly.RESURRECTED,
              Anomaly.OVERLAP,
              Anomaly.AT_MOST_ONCE_REPEATED,
              Anomaly.NONMONOTONIC,
              Anomaly.DEAD_AND_DONE,
              Anomaly.OVER_DELIVERED);

  static final Trial SLOT_MOVE =
      Trial.of(
          "Cluster slot move",
          run -> {
            run.awaitCalls(20);
            run.disturbingAll(() -> {
              moveSlot((ClusterStage) run.stage());
              run.last(FINDING_IT_AGAIN);
            });
          });

  static final List<Trial> SENTINEL = List.of(SENTINEL_FAILOVER);
  static final List<Trial> CLUSTER = List.of(SLOT_MOVE);

  private static void failOver(SentinelStage stage) {
    var former = stage.servers().killPrimary();
    var _ = stage.servers().awaitFailover(former);
    former.restart();
    stage.servers().awaitHealthy();
  }

  private static void moveSlot(ClusterStage stage) {
    var cluster = stage.cluster();
    int slot = cluster.slotOf(TAG);
    var now = cluster.primaryOf(slot);
    var next = cluster.primaries().stream().filter(node -> node.port() != now.port()).findFirst();
    cluster.moveSlot(slot, next.orElseThrow());
  }
}
