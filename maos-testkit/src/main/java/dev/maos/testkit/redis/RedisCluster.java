package dev.maos.testkit.redis;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A Redis Cluster of three primaries, with a replica each.
 *
 * <p>Nodes take another for dead after two seconds without an answer; a replica then takes its
 * place. Lives as {@link RedisServer} does. For one thread, but for what the servers allow.
 */
public final class RedisCluster implements AutoCloseable {
  private static final int PRIMARIES = 3;
  private static final String NODE_TIMEOUT_MILLIS = "2000";
  private static final String AT_ONCE = "100";
  private static final String PATIENCE_MILLIS = "5000";

  private final Servers nodes = new Servers();

  private RedisCluster() {}

  /** A cluster whose nodes agree, with all slots served and all replicas caught up. */
  public static RedisCluster start() {
    return start(UnaryOperator.identity());
  }

  /**
   * A cluster whose nodes agree.
   *
   * @param wishes added for each node; no password, no TLS
   */
  public static RedisCluster start(UnaryOperator<RedisServerBuilder> wishes) {
    var cluster = new RedisCluster();
    try {
      for (int i = 0; i < 2 * PRIMARIES; i++) {
        cluster.nodes.add(wishes.apply(node()).start());
      }
      new ClusterFounding(cluster.nodes).found(PRIMARIES);
      cluster.awaitHealthy();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** {@code redis-cluster://127.0.0.1:p1,127.0.0.1:p2,…} with all nodes, dead ones too. */
  public String uri() {
    return "redis-cluster://" + Servers.addresses(nodes.all());
  }

  /** All nodes, dead ones too. */
  public List<RedisServer> nodes() {
    return nodes.all();
  }

  /** The nodes that serve slots, according to a living node. */
  public List<RedisServer> primaries() {
    return view().ports().stream().map(nodes::onPort).toList();
  }

  /** The slot of a key, 0 to 16383. */
  public int slotOf(String key) {
    return Math.toIntExact(anyAlive().command("CLUSTER", "KEYSLOT", key).number());
  }

  /** The node that serves a key, according to a living node. */
  public RedisServer primaryOf(String key) {
    return primaryOf(slotOf(key));
  }

  /** The node that serves a slot, according to a living node. */
  public RedisServer primaryOf(int slot) {
    return nodes.onPort(view().primaryOf(slot));
  }

  /** Kills the node that serves a key and returns it, at once; {@link #awaitHealthy} waits. */
  public RedisServer killPrimaryOf(String key) {
    var primary = primaryOf(key);
    primary.kill();
    return primary;
  }

  /**
   * Moves a slot with its keys to another primary while clients may use it, and returns when all
   * living nodes know. Clients see {@code ASK} and {@code MOVED} meanwhile.
   */
  public void moveSlot(int slot, RedisServer target) {
    var source = primaryOf(slot);
    if (source == target) {
      return;
    }
    var number = Integer.toString(slot);
    setSlot(target, number, "IMPORTING", id(source));
    setSlot(source, number, "MIGRATING", id(target));
    moveKeys(number, source, target);
    // The target first: otherwise a crash in between could leave the slot with nobody.
    setSlot(target, number, "NODE", id(target));
    setSlot(source, number, "NODE", id(target));
    nodes.await(
        "word of the new place of slot " + slot,
        () -> views().stream().allMatch(view -> view.primaryOf(slot) == target.port()));
  }

  /**
   * Waits until all living nodes agree who serves the slots, those live and serve, and all living
   * replicas have caught up.
   *
   * @throws IllegalStateException when that does not happen within a minute
   */
  public void awaitHealthy() {
    nodes.await("a healthy cluster", this::isHealthy);
  }

  /** Kills all nodes and removes their data; closing twice is fine. */
  @Override
  public void close() {
    nodes.close();
  }

  private static RedisServerBuilder node() {
    return RedisServer.with()
        .setting("cluster-enabled", "yes")
        .setting("cluster-node-timeout", NODE_TIMEOUT_MILLIS)
        // Nodes tell clients of a replica only once it has heard its primary.
        .setting("repl-ping-replica-period", "1")
        // A replica takes over however long it has not heard its primary, and stays where it is.
        .setting("cluster-replica-validity-factor", "0")
        .setting("cluster-allow-replica-migration", "no");
  }

  private static void setSlot(RedisServer node, String slot, String state, String id) {
    node.command("CLUSTER", "SETSLOT", slot, state, id);
  }

  private static void moveKeys(String slot, RedisServer source, RedisServer target) {
    var port = Integer.toString(target.port());
    var keys = source.command("CLUSTER", "GETKEYSINSLOT", slot, AT_ONCE).items();
    while (!keys.isEmpty()) {
      var words = RespClient.encode("MIGRATE", "127.0.0.1", port, "", "0", PATIENCE_MILLIS, "KEYS");
      source.command(Stream.concat(words.stream(), keys.stream().map(Reply::bytes)).toList());
      keys = source.command("CLUSTER", "GETKEYSINSLOT", slot, AT_ONCE).items();
    }
  }

  private boolean isHealthy() {
    var views = views();
    return views.stream().distinct().count() == 1
        && views.getFirst().isComplete()
        && views.getFirst().ports().stream().map(nodes::onPort).allMatch(RedisServer::isAlive)
        && nodes.alive().stream().allMatch(this::isWell);
  }

  private boolean isWell(RedisServer node) {
    var info = Info.of(node.command("INFO", "replication"));
    boolean serves = view().ports().contains(node.port());
    return Info.of(node.command("CLUSTER", "INFO")).has("cluster_state", "ok")
        && (serves ? info.has("role", "master") : info.has("master_link_status", "up"));
  }

  private RedisServer anyAlive() {
    return nodes.alive().getFirst();
  }

  private SlotView view() {
    return SlotView.of(anyAlive());
  }

  private List<SlotView> views() {
    return nodes.alive().stream().map(SlotView::of).toList();
  }

  private static String id(RedisServer node) {
    return node.command("CLUSTER", "MYID").text();
  }
}
