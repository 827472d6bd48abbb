package dev.maos.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The newest dead letters of one subscription, bounded. Thread-safe. */
final class DeadLetterBox {
  private final int capacity;
  private final ArrayDeque<EventDeadLetter> letters = new ArrayDeque<>(0);

  DeadLetterBox(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(EventDeadLetter letter) {
    if (letters.size() == capacity) {
      letters.removeFirst();
    }
    letters.addLast(letter);
  }

  synchronized List<EventDeadLetter> list() {
    return List.copyOf(letters);
  }

  /** Takes all out. */
  synchronized List<EventDeadLetter> clear() {
    var all = new ArrayList<>(letters);
    letters.clear();
    return all;
  }

  synchronized boolean isFull() {
    return letters.size() == capacity;
  }
}
