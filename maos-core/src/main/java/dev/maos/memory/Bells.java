package dev.maos.memory;

import java.util.ArrayList;
import java.util.List;

/** The readers to wake once the lock is released: a bell is the reader's code, not ours. */
final class Bells {
  private List<MemoryInbox> readers = List.of();

  void add(MemoryInbox reader) {
    if (readers.isEmpty()) {
      readers = new ArrayList<>(1);
    }
    readers.add(reader);
  }

  void ring() {
    for (var reader : readers) {
      reader.ring();
    }
  }
}
