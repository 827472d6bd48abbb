package dev.maos.memory;

import dev.maos.event.Event;
import dev.maos.event.RecordedEvent;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, found by sequence and by id. Guarded by the store.
 *
 * <p>The table of ids needs no tidying: each event knows the sequence of the one before it with the
 * same hash, and a chain ends where it leads to what is not kept any more.
 */
final class EventRing {
  private static final int FIRST_SIZE = 1_024;
  private static final long EVENT_BYTES = 400;
  private static final long ENTRY_BYTES = 100;
  private static final long TAG_BYTES = 64;

  private final int capacity;
  private @Nullable RecordedEvent[] events = new RecordedEvent[FIRST_SIZE];
  private long[] before = new long[FIRST_SIZE];
  private long[] newest = new long[FIRST_SIZE];
  private long first = 1;
  private long last;
  private long bytes;

  /** A ring for at most so many events, up to 2^30. */
  EventRing(int capacity) {
    this.capacity = capacity;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  int size() {
    return (int) (last + 1 - first);
  }

  long bytes() {
    return bytes;
  }

  /** The event of a sequence that is kept. */
  RecordedEvent get(long sequence) {
    var found = events[slot(sequence)];
    if (found == null || sequence < first || sequence > last) {
      throw new IllegalArgumentException("not kept: " + sequence);
    }
    return found;
  }

  /** The event of this id, if it is kept. */
  @Nullable RecordedEvent find(UUID id) {
    for (long at = newest[bucket(id)]; at >= first; at = before[slot(at)]) {
      var event = get(at);
      if (event.event().id().equals(id)) {
        return event;
      }
    }
    return null;
  }

  /** Adds at the end; there must be room. */
  void add(RecordedEvent event) {
    if (size() == capacity) {
      throw new IllegalStateException("full");
    }
    if (size() == events.length) {
      grow();
    }
    last = event.sequence();
    put(event);
    bytes += sizeOf(event.event());
  }

  void removeFirst() {
    bytes -= sizeOf(get(first).event());
    events[slot(first)] = null;
    first++;
  }

  /** About as much memory as an event takes. */
  static long sizeOf(Event event) {
    long size = EVENT_BYTES + event.data().size();
    for (var entry : event.metadata().entrySet()) {
      size += ENTRY_BYTES + entry.getKey().length() + entry.getValue().length();
    }
    return size + TAG_BYTES * event.tags().size();
  }

  private void put(RecordedEvent event) {
    int slot = slot(event.sequence());
    int bucket = bucket(event.event().id());
    events[slot] = event;
    before[slot] = newest[bucket];
    newest[bucket] = event.sequence();
  }

  private void grow() {
    var kept = new ArrayList<RecordedEvent>(size());
    for (long at = first; at <= last; at++) {
      kept.add(get(at));
    }
    int size = events.length * 2;
    events = new RecordedEvent[size];
    before = new long[size];
    newest = new long[size];
    kept.forEach(this::put);
  }

  private int slot(long sequence) {
    return (int) sequence & (events.length - 1);
  }

  // The time in front of a UUIDv7 is nearly the same for neighbours; what follows it is by chance.
  private int bucket(UUID id) {
    long mixed = (id.getMostSignificantBits() ^ id.getLeastSignificantBits()) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 33) & (newest.length - 1);
  }
}
