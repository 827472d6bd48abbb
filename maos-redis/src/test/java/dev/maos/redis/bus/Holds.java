package dev.maos.redis.bus;

import dev.maos.redis.bus.Contents.Placed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must hold between messages and those who hold them: frames, grants, leases and turns. */
final class Holds {
  private final Keyspace keys;
  private final Contents contents;
  private final List<String> complaints = new ArrayList<>();

  private Holds(Keyspace keys, Contents contents) {
    this.keys = keys;
    this.contents = contents;
  }

  static List<String> complaints(Keyspace keys, Contents contents) {
    var holds = new Holds(keys, contents);
    holds.checkHolds();
    holds.checkLeases();
    keys.queues().keySet().forEach(holds::checkTurns);
    return holds.complaints;
  }

  private void expect(boolean holds, String complaint) {
    if (!holds) {
      complaints.add(complaint);
    }
  }

  private void checkHolds() {
    var counted = new TreeMap<Long, Long>();
    var sole = new HashMap<Long, Integer>();
    for (var placed : contents.entries()) {
      var entry = placed.entry();
      if (entry.has(StoredEntry.SOLE)) {
        sole.merge(entry.frame(), 1, Integer::sum);
        checkWhole(placed);
      } else {
        counted.merge(entry.frame(), (long) entry.size(), Long::sum);
      }
    }
    sole.forEach((frame, holders) ->
        expect(
            holders == 1 && !counted.containsKey(frame), "frame %d is not sole".formatted(frame)));
    var refs = new TreeMap<Long, Long>();
    keys.pairs("refs").forEach((id, n) -> refs.put(Long.valueOf(id), Long.valueOf(n)));
    expect(refs.equals(counted), "refs: %s, held: %s".formatted(refs, counted));
    checkFrames(sole.keySet(), counted);
  }

  private void checkWhole(Placed placed) {
    var entry = placed.entry();
    var bytes = keys.frame(entry.frame());
    int messages = bytes.length == 0 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    expect(
        entry.from() == 0 && entry.to() == messages,
        "%s: sole, but %d to %d of %d"
            .formatted(placed.where(), entry.from(), entry.to(), messages));
  }

  private void checkFrames(Set<Long> sole, Map<Long, Long> counted) {
    var held = new HashSet<>(sole);
    held.addAll(counted.keySet());
    var stored = new HashSet<Long>();
    keys.pairs("frames").keySet().forEach(id -> stored.add(Long.valueOf(id)));
    keys.pairs("large").keySet().forEach(id -> stored.add(Long.valueOf(id)));
    expect(stored.equals(held), "frames: %s, held: %s".formatted(stored, held));
  }

  private void checkLeases() {
    var ends = new TreeMap<String, Long>();
    keys.grants().forEach(grant -> ends.put(Long.toString(grant.id()), grant.ends()));
    var leases = new TreeMap<String, Long>();
    keys.pairs("leases").forEach((id, at) -> leases.put(id, (long) Double.parseDouble(at)));
    expect(ends.equals(leases), "grants end: %s, leases: %s".formatted(ends, leases));
    keys.grants()
        .forEach(g -> expect(!g.pieces().isEmpty(), "grant %d is empty".formatted(g.id())));
  }

  private void checkTurns(String queue) {
    var turns = keys.pairs("turns:" + queue).keySet();
    var owners = new HashMap<String, Integer>();
    for (var placed : contents.entries()) {
      if (placed.owner().equals(queue) && placed.entry().has(StoredEntry.OWNS)) {
        owners.merge(placed.entry().key(), placed.entry().size(), Integer::sum);
      }
    }
    expect(
        owners.keySet().equals(turns), "%s: turns of %s, owned %s".formatted(queue, turns, owners));
    owners.forEach(
        (key, n) -> expect(n == 1, "%s: %d messages own the turn of %s".formatted(queue, n, key)));
  }
}
