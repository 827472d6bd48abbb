package dev.maos.memory;

import dev.maos.base.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom to wake once the lock is released: readers' bells and waiting publishers are not our code.
 */
final class Bells {
  private final Signal room;
  private List<MemoryInbox> readers = List.of();
  private boolean roomWasMade;

  Bells(Shared shared) {
    this.room = shared.room();
  }

  void add(MemoryInbox reader) {
    if (readers.isEmpty()) {
      readers = new ArrayList<>(1);
    }
    readers.add(reader);
  }

  void roomWasMade() {
    roomWasMade = true;
  }

  void ring() {
    for (var reader : readers) {
      reader.ring();
    }
    if (roomWasMade) {
      room.raise();
    }
  }
}
