package dev.maos.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last changes, numbered, for those who read at their own pace. Guarded by the story's lock.
 */
final class ChangeRing {
  private final int size;
  private final Deque<AgentChange> changes = new ArrayDeque<>();
  private long end;

  ChangeRing(int size) {
    this.size = size;
  }

  void add(AgentChange change) {
    if (changes.size() == size) {
      changes.removeFirst();
    }
    changes.addLast(change);
    end++;
  }

  /** The number of the next change. */
  long end() {
    return end;
  }

  boolean has(long number) {
    return number >= end - changes.size();
  }

  /** The changes from this number on, at most so many. */
  List<AgentChange> from(long number, int limit) {
    long skipped = number - (end - changes.size());
    var page = new ArrayList<AgentChange>();
    for (var change : changes) {
      if (skipped > 0) {
        skipped--;
      } else if (page.size() < limit) {
        page.add(change);
      } else {
        break;
      }
    }
    return page;
  }
}
