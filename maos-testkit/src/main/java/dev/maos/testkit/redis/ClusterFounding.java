package dev.maos.testkit.redis;

import java.util.List;

/** Makes a cluster of nodes that do not know each other yet. */
final class ClusterFounding {
  private static final int SLOTS = 16_384;

  private final Servers nodes;

  ClusterFounding(Servers nodes) {
    this.nodes = nodes;
  }

  /** Spreads the slots over the first nodes, and lets the others follow them in turn. */
  void found(int primaries) {
    var all = nodes.all();
    for (int i = 0; i < all.size(); i++) {
      // Different epochs from the start: otherwise the nodes first have to sort them out.
      all.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
    }
    for (int i = 0; i < primaries; i++) {
      var first = Integer.toString(SLOTS * i / primaries);
      var last = Integer.toString(SLOTS * (i + 1) / primaries - 1);
      all.get(i).command("CLUSTER", "ADDSLOTSRANGE", first, last);
    }
    introduce(all);
    for (int i = primaries; i < all.size(); i++) {
      var primary = all.get(i % primaries).command("CLUSTER", "MYID").text();
      all.get(i).command("CLUSTER", "REPLICATE", primary);
    }
    nodes.await("word of all replicas", () -> all.stream().allMatch(this::knowsReplicas));
  }

  // Each to each, which is faster than to let gossip spread the word.
  private void introduce(List<RedisServer> all) {
    for (int i = 1; i < all.size(); i++) {
      var other = all.get(i);
      var bus = other.command("CONFIG", "GET", "cluster-port").texts().getLast();
      for (var node : all.subList(0, i)) {
        node.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port()), bus);
      }
    }
    nodes.await("six nodes that know each other", () -> all.stream().allMatch(this::knowsAll));
  }

  private boolean knowsAll(RedisServer node) {
    var lines = node.command("CLUSTER", "NODES").text().lines().toList();
    return lines.size() == nodes.all().size()
        && lines.stream().noneMatch(line -> line.contains("handshake"));
  }

  // Two servers in each range: a client that looks now finds the replicas too.
  private boolean knowsReplicas(RedisServer node) {
    return node.command("CLUSTER", "SLOTS").items().stream()
        .allMatch(range -> range.items().size() == 4);
  }
}
