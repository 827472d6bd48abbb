package dev.maos.event;

import dev.maos.base.JsonPaths;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who wants one event, one list for each kind of recipient, and all that is needed to find out.
 * Used for one event after another. One thread's.
 */
final class Matches {
  private final Subject subject;
  private final Some queued = new Some();
  private final Some inline = new Some();
  private final Some waiting = new Some();
  private boolean mayRepeat;

  Matches(JsonPaths paths) {
    this.subject = new Subject(paths);
  }

  /** What is being looked at. */
  Subject subject() {
    return subject;
  }

  /** Those of one kind. */
  Some of(Recipient.Kind kind) {
    return switch (kind) {
      case QUEUED -> queued;
      case INLINE -> inline;
      case WAITING -> waiting;
    };
  }

  boolean isEmpty() {
    return queued.size + inline.size + waiting.size == 0;
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
      of(entry.kind()).add(entry.recipient());
      mayRepeat |= entry.mayRepeat();
    }
  }

  void clear() {
    queued.clear();
    inline.clear();
    waiting.clear();
    mayRepeat = false;
  }

  /** Holds on to nothing. */
  void end() {
    clear();
    subject.end();
  }

  /** Keeps each once. */
  void dropRepeats() {
    if (mayRepeat) {
      queued.dropRepeats();
      inline.dropRepeats();
      waiting.dropRepeats();
    }
  }

  /** Recipients in a row. */
  static final class Some {
    private static final int FIRST_SIZE = 12;
    private static final int KEPT_SIZE = 1_024;

    private @Nullable Recipient[] recipients = new Recipient[FIRST_SIZE];
    private int size;

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

    private void add(Recipient recipient) {
      if (size == recipients.length) {
        recipients = Arrays.copyOf(recipients, 2 * size);
      }
      recipients[size++] = recipient;
    }

    private void clear() {
      if (size > KEPT_SIZE) {
        recipients = new Recipient[FIRST_SIZE];
      } else {
        Arrays.fill(recipients, 0, size, null);
      }
      size = 0;
    }

    private void dropRepeats() {
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
}
