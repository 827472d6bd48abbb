package dev.maos.redis.bus;

import dev.maos.message.QueueLimits;
import dev.maos.redis.bus.Contents.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
          "heads",
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
    complaints.addAll(Holds.complaints(keys, contents));
    checkTopics();
    checkReaders();
  }

  private void expect(boolean holds, String complaint) {
    if (!holds) {
      complaints.add(complaint);
    }
  }

  private void checkNames() {
    for (var name : keys.names()) {
      int colon = name.indexOf(':');
      var known = colon < 0 ? BOOKS.contains(name) : SHELVES.contains(name.substring(0, colon));
      expect(known, "a key of no known kind: %s".formatted(name));
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
            lies == shelf.ready().get(lane),
            "%s: ready %d, %d lie there".formatted(key, shelf.ready().get(lane), lies));
        ready += lies;
      }
    }
    long claimed = messages(Kind.GRANT, name);
    long delayed = messages(Kind.DUE, name);
    long parked = messages(Kind.PARKED, name);
    long depth = ready + claimed + delayed + parked + messages(Kind.HELD, name);
    expect(
        queue.claimed() == claimed,
        "%s: claimed %d, granted %d".formatted(name, queue.claimed(), claimed));
    expect(
        queue.delayed() == delayed,
        "%s: delayed %d, due %d".formatted(name, queue.delayed(), delayed));
    expect(
        queue.parked() == parked,
        "%s: parked %d, %d lie there".formatted(name, queue.parked(), parked));
    expect(
        queue.depth() == depth, "%s: depth %d, it holds %d".formatted(name, queue.depth(), depth));
    expect(queue.depth() <= limits.maxQueueSize(), "%s: depth %d".formatted(name, queue.depth()));
    checkEar(name, queue);
    int letters = keys.list("dead:" + name).size();
    expect(
        queue.dead() == letters, "%s: dead %d, letters %d".formatted(name, queue.dead(), letters));
    expect(letters <= limits.maxDeadLetters(), "%s: %d letters".formatted(name, letters));
  }

  private void checkEar(String name, StoredQueue queue) {
    long fleeting =
        contents.entries().stream()
            .filter(placed -> placed.owner().equals(name) && placed.kind() != Kind.HISTORY)
            .filter(placed -> placed.kind() != Kind.DUE)
            .filter(placed -> placed.entry().has(StoredEntry.FLEETING))
            .mapToLong(placed -> placed.entry().size())
            .sum();
    expect(
        queue.fleeting() == fleeting,
        "%s: fleeting %d, it holds %d".formatted(name, queue.fleeting(), fleeting));
    var readers =
        queue.shelves().stream()
            .flatMap(shelf -> shelf.readers().stream())
            .map(StoredQueue.Reader::process)
            .distinct()
            .toList();
    var isSubscription = name.startsWith("subscription:");
    expect(
        (isSubscription && !readers.isEmpty())
            ? readers.contains(queue.ear())
            : queue.ear().isEmpty(),
        "%s: %s hears for %s".formatted(name, queue.ear(), readers));
    expect(
        !queue.keeps() || (readers.size() == 1 && queue.depth() < limits.maxQueueSize()),
        "%s: kept for %s, depth %d".formatted(name, readers, queue.depth()));
  }

  private void checkOrphans() {
    var queues = keys.queues().keySet();
    for (var placed : contents.entries()) {
      expect(
          placed.kind() == Kind.HISTORY
              || placed.kind() == Kind.GRANT
              || queues.contains(placed.owner()),
          "%s holds something for %s, which is gone".formatted(placed.where(), placed.owner()));
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
          "%s, shelf %d: %d ready, %d hungry, only %d rung"
              .formatted(name, shelf.id(), shelf.allReady(), hungry, rung));
    }
  }

  private void checkOrder() {
    var last = new HashMap<String, Long>();
    for (var placed : contents.entries()) {
      if (placed.kind() == Kind.LANE || placed.kind() == Kind.PARKED) {
        var before = last.put(placed.where(), placed.entry().seq());
        expect(
            before == null || before < placed.entry().seq(),
            "%s: %s before %d".formatted(placed.where(), before, placed.entry().seq()));
      }
      expect(placed.entry().size() > 0, "%s: an empty entry".formatted(placed.where()));
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
            "%s: message %d of frame %d is in %s twice"
                .formatted(placed.where(), i, entry.frame(), placed.owner()));
      }
    }
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
    expect(topics.equals(counts), "topics: %s, remembered: %s".formatted(topics, counts));
    counts.forEach(
        (topic, n) -> expect(n <= limits.history(), "%s remembers %d".formatted(topic, n)));
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
                                "%s: reader %d is of no process".formatted(name, reader.id())))));
    var shelves = new HashSet<String>();
    keys.queues()
        .forEach((name, queue) ->
            queue.shelves().forEach(shelf -> shelves.add(shelf.id() + ":" + name)));
    expect(
        keys.pairs("wishes").keySet().equals(shelves),
        "wishes: %s, shelves: %s".formatted(keys.pairs("wishes").keySet(), shelves));
  }
}
