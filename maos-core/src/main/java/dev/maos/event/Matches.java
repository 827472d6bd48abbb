package dev.maos.event;

import dev.maos.base.JsonPaths;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who wants one event, and all that is needed to find out. Used for one event after another. One
 * thread's.
 */
final class Matches {
  private static final int FIRST_SIZE = 12;

  private static final int KEPT_SIZE = 1_024;

  private final Subject subject;
  private @Nullable Recipient[] recipients = new Recipient[FIRST_SIZE];
  private int size;
  private boolean mayRepeat;

  Matches(JsonPaths paths) {
    this.subject = new Subject(paths);
  }

  /** What is being looked at. */
  Subject subject() {
    return subject;
  }

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
  void addMatching(IndexEntry[] entries) {
    for (var entry : entries) {
      addMatching(entry);
    }
  }

  /** Takes him if the rest of his filter holds too. */
  void addMatching(IndexEntry entry) {
    if (entry.rest().holds(subject)) {
      add(entry);
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
    Arrays.fill(recipients, 0, size, null);
    size = 0;
    mayRepeat = false;
  }

  /** Holds on to nothing. */
  void end() {
    clear();
    subject.end();
    if (recipients.length > KEPT_SIZE) {
      recipients = new Recipient[FIRST_SIZE];
    }
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
    Arrays.fill(recipients, kept, size, null);
    size = kept;
  }
}
