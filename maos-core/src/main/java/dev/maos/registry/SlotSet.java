package dev.maos.registry;

import java.util.function.IntPredicate;

/**
 * A set of slots, one bit each: to find who has several properties is to intersect some thousand
 * bits, 64 at a time. Immutable, so that readers share it with the writer.
 */
final class SlotSet {
  static final SlotSet NONE = new SlotSet(new long[0]);

  private final long[] words;

  private SlotSet(long[] words) {
    this.words = words;
  }

  /** A set of these bits, which nobody changes from now on. */
  static SlotSet of(long[] words) {
    return new SlotSet(words);
  }

  SlotSet without(int slot) {
    if (!contains(slot)) {
      return this;
    }
    var fewer = words.clone();
    fewer[wordOf(slot)] &= ~(1L << slot);
    return new SlotSet(fewer);
  }

  SlotSet and(SlotSet other) {
    var both = new long[Math.min(words.length, other.words.length)];
    for (int i = 0; i < both.length; i++) {
      both[i] = words[i] & other.words[i];
    }
    return new SlotSet(both);
  }

  SlotSet or(SlotSet other) {
    var longer = words.length >= other.words.length ? this : other;
    var shorter = longer == this ? other : this;
    var any = longer.words.clone();
    for (int i = 0; i < shorter.words.length; i++) {
      any[i] |= shorter.words[i];
    }
    return new SlotSet(any);
  }

  SlotSet andNot(SlotSet other) {
    var rest = words.clone();
    for (int i = 0; i < Math.min(rest.length, other.words.length); i++) {
      rest[i] &= ~other.words[i];
    }
    return new SlotSet(rest);
  }

  /** The slots for which it holds. */
  SlotSet where(IntPredicate holds) {
    var chosen = words.clone();
    for (int at = 0; at < words.length; at++) {
      for (long word = words[at]; word != 0; word &= word - 1) {
        int slot = at * Long.SIZE + Long.numberOfTrailingZeros(word);
        chosen[at] &= holds.test(slot) ? -1 : ~(1L << slot);
      }
    }
    return new SlotSet(chosen);
  }

  /** How many words of 64 slots there are. */
  int words() {
    return words.length;
  }

  /** The slots from 64 times {@code at} on, one bit each. */
  long word(int at) {
    return words[at];
  }

  boolean contains(int slot) {
    return wordOf(slot) < words.length && (words[wordOf(slot)] & 1L << slot) != 0;
  }

  boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  /** The first slot from here on, or -1. */
  int next(int from) {
    int at = wordOf(from);
    if (at >= words.length) {
      return -1;
    }
    long word = words[at] & -1L << from;
    while (word == 0) {
      at++;
      if (at == words.length) {
        return -1;
      }
      word = words[at];
    }
    return at * Long.SIZE + Long.numberOfTrailingZeros(word);
  }

  /** The slot before which there are {@code rank} others, or -1. */
  int ranked(int rank) {
    int left = rank;
    for (int at = 0; at < words.length; at++) {
      int here = Long.bitCount(words[at]);
      if (left < here) {
        long word = words[at];
        for (int i = 0; i < left; i++) {
          word &= word - 1;
        }
        return at * Long.SIZE + Long.numberOfTrailingZeros(word);
      }
      left -= here;
    }
    return -1;
  }

  private static int wordOf(int slot) {
    return slot / Long.SIZE;
  }
}
