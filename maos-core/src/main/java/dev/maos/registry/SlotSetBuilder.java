package dev.maos.registry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of slots that changes. What was given out of it does not: the first change afterwards is
 * made to a copy, so that thousands of changes in a row cost one copy. Guarded by the directory's
 * lock.
 */
final class SlotSetBuilder {
  private long[] words = {};
  private int size;
  private @Nullable SlotSet given = SlotSet.NONE;

  void add(int slot) {
    own(slot / Long.SIZE + 1);
    long bit = 1L << slot;
    size += (words[slot / Long.SIZE] & bit) == 0 ? 1 : 0;
    words[slot / Long.SIZE] |= bit;
  }

  void remove(int slot) {
    own(slot / Long.SIZE + 1);
    long bit = 1L << slot;
    size -= (words[slot / Long.SIZE] & bit) == 0 ? 0 : 1;
    words[slot / Long.SIZE] &= ~bit;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The set as it is now. */
  SlotSet build() {
    var known = given;
    if (known == null) {
      known = SlotSet.of(words);
      given = known;
    }
    return known;
  }

  private void own(int length) {
    if (words.length < length) {
      words = Arrays.copyOf(words, Math.max(length, 2 * words.length));
      given = null;
    } else if (given != null) {
      words = words.clone();
      given = null;
    }
  }
}
