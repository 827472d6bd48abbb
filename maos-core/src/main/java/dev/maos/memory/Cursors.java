package dev.maos.memory;

import dev.maos.event.CursorName;
import dev.maos.event.EventCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The places of readers in the history. Guarded by the store. */
final class Cursors {
  private final TreeMap<CursorName, EventCursor> all = new TreeMap<>();

  Optional<EventCursor> get(CursorName name) {
    return Optional.ofNullable(all.get(name));
  }

  List<EventCursor> list() {
    return List.copyOf(all.values());
  }

  EventCursor open(CursorName name, long after, long maxLag, Instant now) {
    return all.compute(
        name,
        (key, old) ->
            old == null
                ? new EventCursor(name, after, 0, maxLag, now)
                : new EventCursor(name, old.sequence(), old.missed(), maxLag, old.movedAt()));
  }

  Optional<EventCursor> advance(CursorName name, long sequence, Instant now) {
    return Optional.ofNullable(
        all.computeIfPresent(
            name,
            (key, old) ->
                sequence <= old.sequence()
                    ? old
                    : new EventCursor(name, sequence, old.missed(), old.maxLag(), now)));
  }

  boolean delete(CursorName name) {
    return all.remove(name) != null;
  }

  /**
   * The smallest sequence that somebody has yet to read and that is held for him.
   *
   * @param most how far behind nobody may lie, whatever was agreed with him
   */
  long firstHeld(long last, long most) {
    return all.values().stream()
        .filter(cursor -> last - cursor.sequence() <= Math.min(most, cursor.maxLag()))
        .mapToLong(cursor -> cursor.sequence() + 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Moves on those that have not read what is gone; they are told how much they missed. */
  List<EventCursor> passOver(long firstKept) {
    var passed = new ArrayList<EventCursor>();
    for (var cursor : list()) {
      long missed = firstKept - 1 - cursor.sequence();
      if (missed > 0) {
        var moved =
            new EventCursor(
                cursor.name(),
                firstKept - 1,
                cursor.missed() + missed,
                cursor.maxLag(),
                cursor.movedAt());
        all.put(moved.name(), moved);
        passed.add(moved);
      }
    }
    return passed;
  }
}
