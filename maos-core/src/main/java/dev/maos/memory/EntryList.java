package dev.maos.memory;

import org.jspecify.annotations.Nullable;

/** A doubly linked list through the entries themselves; an entry is in at most one. */
final class EntryList {
  private @Nullable Entry first;
  private @Nullable Entry last;
  private int size;

  int size() {
    return size;
  }

  @Nullable Entry first() {
    return first;
  }

  void add(Entry entry) {
    insertAfter(last, entry);
  }

  /** Inserts by sequence, looking from the front: what comes back was near the front. */
  void insertInOrder(Entry entry) {
    if (last == null || last.sequence < entry.sequence) {
      add(entry);
      return;
    }
    Entry before = null;
    for (var e = first; e != null && e.sequence < entry.sequence; e = e.next) {
      before = e;
    }
    insertAfter(before, entry);
  }

  void remove(Entry entry) {
    if (entry.previous == null) {
      first = entry.next;
    } else {
      entry.previous.next = entry.next;
    }
    if (entry.next == null) {
      last = entry.previous;
    } else {
      entry.next.previous = entry.previous;
    }
    // Unlinked both ways, so that an old entry never keeps younger ones from being collected.
    entry.previous = null;
    entry.next = null;
    entry.list = null;
    size--;
  }

  private void insertAfter(@Nullable Entry before, Entry entry) {
    var after = before == null ? first : before.next;
    entry.previous = before;
    entry.next = after;
    if (before == null) {
      first = entry;
    } else {
      before.next = entry;
    }
    if (after == null) {
      last = entry;
    } else {
      after.previous = entry;
    }
    entry.list = this;
    size++;
  }
}
