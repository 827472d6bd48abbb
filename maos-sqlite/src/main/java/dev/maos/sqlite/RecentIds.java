package dev.maos.sqlite;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The sequences of the newest ids: a ring beside a map. One thread's. */
final class RecentIds {
  private final UUID[] ids;
  private final long[] places;
  private final Map<UUID, Long> sequences;
  private int size;
  private int next;

  RecentIds(int capacity) {
    this.ids = new UUID[capacity];
    this.places = new long[capacity];
    this.sequences = HashMap.newHashMap(capacity);
  }

  /** The sequence of an id, 0 if it is none of the newest. */
  long find(UUID id) {
    var sequence = sequences.get(id);
    return sequence == null ? 0 : sequence;
  }

  /** Adds an id, also one that was there before at another place; the oldest goes. */
  void add(UUID id, long sequence) {
    if (size == ids.length) {
      // By its place too: the id may have come again since, and that one stays.
      var _ = sequences.remove(ids[next], places[next]);
    } else {
      size++;
    }
    ids[next] = id;
    places[next] = sequence;
    next = next + 1 == ids.length ? 0 : next + 1;
    sequences.put(id, sequence);
  }

  void clear() {
    sequences.clear();
    size = 0;
    next = 0;
  }
}
