package dev.maos.event;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Who wants one event. One thread's. */
final class Matches {
  private static final int FIRST_SIZE = 12;

  private @Nullable Recipient[] recipients = new Recipient[FIRST_SIZE];
  private int size;
  private boolean mayRepeat;

  int size() {
    return size;
  }

  Recipient get(int index) {
    var recipient = recipients[index];
    if (recipient == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return recipient;
  }

  /** Takes those of whose filter the rest holds too. */
  void addMatching(IndexEntry[] entries, Subject subject) {
    for (var entry : entries) {
      if (entry.rest().holds(subject)) {
        add(entry);
      }
    }
  }

  private void add(IndexEntry entry) {
    if (size == recipients.length) {
      recipients = Arrays.copyOf(recipients, 2 * size);
    }
    recipients[size++] = entry.recipient();
    mayRepeat |= entry.mayRepeat();
  }

  void clear() {
    size = 0;
    mayRepeat = false;
  }

  /** Keeps each once. */
  void dropRepeats() {
    if (!mayRepeat) {
      return;
    }
    var known = Collections.newSetFromMap(new IdentityHashMap<Recipient, Boolean>());
    int kept = 0;
    for (int i = 0; i < size; i++) {
      var recipient = get(i);
      if (known.add(recipient)) {
        recipients[kept++] = recipient;
      }
    }
    size = kept;
  }
}
