package dev.maos.memory;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is for each ordering key of a queue: one message of a key is under way, the others
 * wait here in order. Guarded by the endpoint's lock.
 */
final class KeyTurns {
  private final Map<String, ArrayDeque<Entry>> waiting = new HashMap<>();
  private int held;

  /** Takes the key's turn for {@code entry}, or makes it wait for the one that has it. */
  boolean take(Entry entry, String key) {
    if (entry.ownsKey) {
      return true;
    }
    var queue = waiting.get(key);
    if (queue == null) {
      waiting.put(key, new ArrayDeque<>(0));
      entry.ownsKey = true;
      return true;
    }
    entry.state = Entry.State.HELD;
    queue.add(entry);
    held++;
    return false;
  }

  /** Ends the turn of a settled entry; returns the next of the key, which now has it. */
  @Nullable Entry pass(Entry settled, String key) {
    if (!settled.ownsKey) {
      return null;
    }
    settled.ownsKey = false;
    var queue = waiting.get(key);
    var next = queue == null ? null : queue.poll();
    if (next == null) {
      waiting.remove(key);
      return null;
    }
    held--;
    next.ownsKey = true;
    return next;
  }

  /** Takes a waiting entry out, as when it has expired. */
  void drop(Entry entry, String key) {
    var queue = waiting.get(key);
    if (queue != null && queue.remove(entry)) {
      held--;
    }
  }

  Iterable<ArrayDeque<Entry>> queues() {
    return waiting.values();
  }

  int held() {
    return held;
  }
}
