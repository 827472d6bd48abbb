package dev.maos.resilience;

import java.util.ArrayDeque;
import java.util.List;

/** The errors of the attempts of one call: how many, the first, and the last 16. One thread's. */
final class Attempts {
  private static final int KEPT = 16;

  private final ArrayDeque<Exception> last = new ArrayDeque<>(KEPT);
  private final Exception first;
  private int made;

  Attempts(Exception first) {
    this.first = first;
    add(first);
  }

  void add(Exception error) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(error);
    made++;
  }

  int made() {
    return made;
  }

  Exception last() {
    return last.getLast();
  }

  Exception first() {
    return first;
  }

  RetriesExhaustedException exhausted(String why) {
    return new RetriesExhaustedException(why, made, List.copyOf(last));
  }
}
