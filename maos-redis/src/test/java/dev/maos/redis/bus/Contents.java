package dev.maos.redis.bus;

import dev.maos.message.MessageId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every entry of a namespace with the place that it is in. */
final class Contents {

  /** What kind of place an entry is in. */
  enum Kind {
    LANE,
    PARKED,
    HELD,
    DUE,
    GRANT,
    HISTORY
  }

  /**
   * An entry somewhere.
   *
   * @param owner the queue; for a history the topic
   * @param where the place in words
   */
  record Placed(Kind kind, String owner, String where, StoredEntry entry) {}

  private final Keyspace keys;
  private final List<Placed> entries = new ArrayList<>();
  private final List<String> strays = new ArrayList<>();

  private Contents(Keyspace keys) {
    this.keys = keys;
  }

  static Contents of(Keyspace keys) {
    var contents = new Contents(keys);
    var queues = keys.queues();
    keys.names().forEach(name -> contents.readList(name, queues));
    queues.keySet().forEach(contents::readHeld);
    keys.pairs("due").keySet().forEach(contents::readDue);
    for (var grant : keys.grants()) {
      for (var piece : grant.pieces()) {
        contents.add(Kind.GRANT, piece.queue(), "grant " + grant.id(), piece.entry());
      }
    }
    return contents;
  }

  List<Placed> entries() {
    return entries;
  }

  /** Lists that belong to nothing. */
  List<String> strays() {
    return strays;
  }

  private void add(Kind kind, String owner, String where, StoredEntry entry) {
    entries.add(new Placed(kind, owner, where, entry));
  }

  private void readList(String name, Map<String, StoredQueue> queues) {
    var parts = name.split(":", 4);
    switch (parts[0]) {
      case "lane" -> {
        long shelf = Long.parseLong(parts[1]);
        var queue = queues.get(parts[3]);
        if (queue == null || queue.shelves().stream().noneMatch(known -> known.id() == shelf)) {
          strays.add(name);
        }
        addAll(Kind.LANE, parts[3], name);
      }
      case "parked" -> addAll(Kind.PARKED, name.substring(7), name);
      case "history" -> addAll(Kind.HISTORY, name.substring(8), name);
      case "held" -> {
        if (queues.keySet().stream().noneMatch(queue -> isHeldFor(queue, name))) {
          strays.add(name);
        }
      }
      default -> {}
    }
  }

  private boolean isHeldFor(String queue, String name) {
    return keys.pairs("turns:" + queue).keySet().stream()
        .anyMatch(key -> name.equals("held:" + queue + ":" + key));
  }

  private void readHeld(String queue) {
    for (var key : keys.pairs("turns:" + queue).keySet()) {
      addAll(Kind.HELD, queue, "held:" + queue + ":" + key);
    }
  }

  private void addAll(Kind kind, String owner, String name) {
    keys.list(name).forEach(entry -> add(kind, owner, name, StoredEntry.read(entry)));
  }

  private void readDue(String member) {
    var in = ByteBuffer.wrap(Keyspace.bytes(member));
    var queue = StoredGrant.text(in);
    add(Kind.DUE, queue, "due", StoredEntry.read(in));
  }

  /** The ids of the messages of an entry. */
  List<MessageId> ids(StoredEntry entry) {
    var frame = new StoredFrame(keys.frame(entry.frame()));
    var ids = new ArrayList<MessageId>();
    for (int i = entry.from(); i < entry.to(); i++) {
      var bytes = ByteBuffer.wrap(frame.messageBytes(i));
      ids.add(new MessageId(bytes.getLong(16), bytes.getLong(24)));
    }
    return ids;
  }
}
