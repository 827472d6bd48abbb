package dev.maos.testkit.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which nodes serve which slots, in the eyes of one node.
 *
 * @param portsBySlot the port of the primary for each served slot
 */
record SlotView(Map<Integer, Integer> portsBySlot) {
  private static final int SLOTS = 16_384;

  /** Asks a node. */
  static SlotView of(RedisServer node) {
    var ports = new HashMap<Integer, Integer>();
    for (var range : node.command("CLUSTER", "SLOTS").items()) {
      int port = number(range.items().get(2).items().get(1));
      for (int s = number(range.items().get(0)); s <= number(range.items().get(1)); s++) {
        ports.put(s, port);
      }
    }
    return new SlotView(ports);
  }

  boolean isComplete() {
    return portsBySlot.size() == SLOTS;
  }

  int primaryOf(int slot) {
    var port = portsBySlot.get(slot);
    if (port == null) {
      throw new IllegalStateException("nobody serves slot " + slot);
    }
    return port;
  }

  /** The ports of all primaries that serve a slot. */
  Set<Integer> ports() {
    return new TreeSet<>(portsBySlot.values());
  }

  private static int number(Reply reply) {
    return Math.toIntExact(reply.number());
  }
}
