package dev.maos.redis.bus;

import dev.maos.message.QueueLimits;
import dev.maos.redis.bus.Contents.Kind;
import dev.maos.redis.bus.Contents.Placed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must hold between the keys of a namespace after every command, recomputed from what lies
 * there. Each complaint names the key.
 */
final class Consistency {
  private static final Set<String> BOOKS =
      Set.of(
          "meta",
          "queues",
          "wishes",
          "frames",
          "large",
          "refs",
          "grants",
          "leases",
          "due",
          "rung",
          "subscriptions",
          "routes",
          "topics",
          "processes");
  private static final Set<String> SHELVES =
      Set.of(
          "lane", "parked", "held", "history", "dead", "turns", "ids0", "ids1", "readers",
          "session");

  private final Keyspace keys;
  private final QueueLimits limits;
  private final Contents contents;
  private final List<String> complaints = new ArrayList<>();

  private Consistency(Keyspace keys, QueueLimits limits) {
    this.keys = keys;
    this.limits = limits;
    this.contents = Contents.of(keys);
  }

  /** Everything that is wrong; empty if all is well. */
  static List<String> complaints(Keyspace keys, QueueLimits limits) {
    var consistency = new Consistency(keys, limits);
    consistency.checkAll();
    return consistency.complaints;
  }

  private void checkAll() {
    checkNames();
    keys.queues().forEach(this::checkCounts);
    checkOrphans();
    keys.queues().forEach(this::checkBells);
    checkOrder();
    checkNothingIsTwice();
    checkHolds();
    checkLeases();
    keys.queues().keySet().forEach(this::checkTurns);
    checkTopics();
    checkReaders();
  }

  private void expect(boolean holds, String complaint, Object... details) {
    if (!holds) {
      complaints.add(complaint.formatted(details));
    }
  }

  private void checkNames() {
    for (var name : keys.names()) {
      int colon = name.indexOf(':');
      var known = colon < 0 ? BOOKS.contains(name) : SHELVES.contains(name.substring(0, colon));
      expect(known, "a key of no known kind: %s", name);
    }
    contents.strays().forEach(stray -> complaints.add("a list of nobody: " + stray));
  }

  private long messages(Kind kind, String queue) {
    return contents.entries().stream()
        .filter(placed -> placed.kind() == kind && placed.owner().equals(queue))
        .mapToLong(placed -> placed.entry().size())
        .sum();
  }

  private void checkCounts(String name, StoredQueue queue) {
    long ready = 0;
    for (var shelf : queue.shelves()) {
      for (int lane = 0; lane < 4; lane++) {
        var key = "lane:" + shelf.id() + ":" + lane + ":" + name;
        long lies = keys.list(key).stream().mapToLong(e -> StoredEntry.read(e).size()).sum();
        expect(
            lies == shelf.ready()[lane],
            "%s: ready %d, %d lie there",
            key,
            shelf.ready()[lane],
            lies);
        ready += lies;
      }
    }
    long claimed = messages(Kind.GRANT, name);
    long delayed = messages(Kind.DUE, name);
    long parked = messages(Kind.PARKED, name);
    long depth = ready + claimed + delayed + parked + messages(Kind.HELD, name);
    expect(
        queue.claimed() == claimed, "%s: claimed %d, granted %d", name, queue.claimed(), claimed);
    expect(queue.delayed() == delayed, "%s: delayed %d, due %d", name, queue.delayed(), delayed);
    expect(queue.parked() == parked, "%s: parked %d, %d lie there", name, queue.parked(), parked);
    expect(queue.depth() == depth, "%s: depth %d, it holds %d", name, queue.depth(), depth);
    expect(queue.depth() <= limits.maxQueueSize(), "%s: depth %d", name, queue.depth());
    int letters = keys.list("dead:" + name).size();
    expect(queue.dead() == letters, "%s: dead %d, letters %d", name, queue.dead(), letters);
    expect(letters <= limits.maxDeadLetters(), "%s: %d letters", name, letters);
  }

  private void checkOrphans() {
    var queues = keys.queues().keySet();
    for (var placed : contents.entries()) {
      expect(
          placed.kind() == Kind.HISTORY
              || placed.kind() == Kind.GRANT
              || queues.contains(placed.owner()),
          "%s holds something for %s, which is gone",
          placed.where(),
          placed.owner());
    }
  }

  private void checkBells(String name, StoredQueue queue) {
    if (queue.dead() >= limits.maxDeadLetters()) {
      return;
    }
    for (var shelf : queue.shelves()) {
      long hungry = shelf.count(StoredQueue.HUNGRY);
      long rung = shelf.count(StoredQueue.RUNG);
      expect(
          hungry == 0 || rung >= shelf.allReady(),
          "%s, shelf %d: %d ready, %d hungry, only %d rung",
          name,
          shelf.id(),
          shelf.allReady(),
          hungry,
          rung);
    }
  }

  private void checkOrder() {
    var last = new HashMap<String, Long>();
    for (var placed : contents.entries()) {
      if (placed.kind() == Kind.LANE || placed.kind() == Kind.PARKED) {
        var before = last.put(placed.where(), placed.entry().seq());
        expect(
            before == null || before < placed.entry().seq(),
            "%s: %s before %d",
            placed.where(),
            before,
            placed.entry().seq());
      }
      expect(placed.entry().size() > 0, "%s: an empty entry", placed.where());
    }
  }

  private void checkNothingIsTwice() {
    record Place(boolean isHistory, String owner, long frame, int index) {}
    var seen = new HashSet<Place>();
    for (var placed : contents.entries()) {
      var entry = placed.entry();
      for (int i = entry.from(); i < entry.to(); i++) {
        var place = new Place(placed.kind() == Kind.HISTORY, placed.owner(), entry.frame(), i);
        expect(
            seen.add(place),
            "%s: message %d of frame %d is in %s twice",
            placed.where(),
            i,
            entry.frame(),
            placed.owner());
      }
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
        expect(holders == 1 && !counted.containsKey(frame), "frame %d is not sole", frame));
    var refs = new TreeMap<Long, Long>();
    keys.pairs("refs").forEach((id, n) -> refs.put(Long.valueOf(id), Long.valueOf(n)));
    expect(refs.equals(counted), "refs: %s, held: %s", refs, counted);
    checkFrames(sole.keySet(), counted);
  }

  private void checkWhole(Placed placed) {
    var entry = placed.entry();
    var bytes = keys.frame(entry.frame());
    int messages = bytes.length == 0 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    expect(
        entry.from() == 0 && entry.to() == messages,
        "%s: sole, but %d to %d of %d",
        placed.where(),
        entry.from(),
        entry.to(),
        messages);
  }

  private void checkFrames(Set<Long> sole, Map<Long, Long> counted) {
    var held = new HashSet<>(sole);
    held.addAll(counted.keySet());
    var stored = new HashSet<Long>();
    keys.pairs("frames").keySet().forEach(id -> stored.add(Long.valueOf(id)));
    keys.pairs("large").keySet().forEach(id -> stored.add(Long.valueOf(id)));
    expect(stored.equals(held), "frames: %s, held: %s", stored, held);
  }

  private void checkLeases() {
    var ends = new TreeMap<String, Long>();
    keys.grants().forEach(grant -> ends.put(Long.toString(grant.id()), grant.ends()));
    var leases = new TreeMap<String, Long>();
    keys.pairs("leases").forEach((id, at) -> leases.put(id, (long) Double.parseDouble(at)));
    expect(ends.equals(leases), "grants end: %s, leases: %s", ends, leases);
    keys.grants().forEach(g -> expect(!g.pieces().isEmpty(), "grant %d is empty", g.id()));
  }

  private void checkTurns(String queue) {
    var turns = keys.pairs("turns:" + queue).keySet();
    var owners = new HashMap<String, Integer>();
    for (var placed : contents.entries()) {
      if (placed.owner().equals(queue) && placed.entry().has(StoredEntry.OWNS)) {
        owners.merge(placed.entry().key(), placed.entry().size(), Integer::sum);
      }
    }
    expect(owners.keySet().equals(turns), "%s: turns of %s, owned %s", queue, turns, owners);
    owners.forEach((key, n) -> expect(n == 1, "%s: %d messages own the turn of %s", queue, n, key));
  }

  private void checkTopics() {
    var counts = new TreeMap<String, Long>();
    for (var placed : contents.entries()) {
      if (placed.kind() == Kind.HISTORY) {
        counts.merge(placed.owner(), (long) placed.entry().size(), Long::sum);
      }
    }
    var topics = new TreeMap<String, Long>();
    keys.pairs("topics").forEach((topic, n) -> topics.put(topic, Long.valueOf(n)));
    expect(topics.equals(counts), "topics: %s, remembered: %s", topics, counts);
    counts.forEach((topic, n) -> expect(n <= limits.history(), "%s remembers %d", topic, n));
  }

  private void checkReaders() {
    var known = new HashSet<String>();
    keys.names().stream()
        .filter(name -> name.startsWith("readers:"))
        .forEach(name -> known.addAll(keys.pairs(name).keySet()));
    keys.queues()
        .forEach((name, queue) ->
            queue
                .shelves()
                .forEach(shelf ->
                    shelf
                        .readers()
                        .forEach(reader ->
                            expect(
                                known.contains(Long.toString(reader.id())),
                                "%s: reader %d is of no process",
                                name,
                                reader.id()))));
    var shelves = new HashSet<String>();
    keys.queues()
        .forEach((name, queue) ->
            queue.shelves().forEach(shelf -> shelves.add(shelf.id() + ":" + name)));
    expect(
        keys.pairs("wishes").keySet().equals(shelves),
        "wishes: %s, shelves: %s",
        keys.pairs("wishes").keySet(),
        shelves);
  }
}
