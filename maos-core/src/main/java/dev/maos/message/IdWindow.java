package dev.maos.message;

import java.util.Arrays;

/**
 * The ids that one or several destinations have accepted lately, each with the fingerprint of its
 * content.
 *
 * <p>Two generations: ids go into the young one; when that is full or has been young for a whole
 * window, it becomes the old one and the old one is forgotten. So an id is remembered for at least
 * a window and at most two, unless more than {@code capacity / 2} come within one: then for as
 * many.
 *
 * <p>An id is kept as a 64-bit mix of its 128 bits. Two ids that mix alike and carry unlike content
 * would refuse the second one; both must collide, 128 bits, to lose it silently. Guarded by the
 * owner's lock.
 */
public final class IdWindow {
  /** What is known of an id. */
  public enum Known {
    /** Never seen, or forgotten. */
    NO,
    /** Seen with the same fingerprint. */
    WITH_SAME_CONTENT,
    /** Seen with another fingerprint. */
    WITH_OTHER_CONTENT
  }

  private static final int FIRST_SLOTS = 16;

  private final int generationSize;
  private final long windowMicros;
  private Generation young = new Generation(FIRST_SLOTS);
  private Generation old = new Generation(FIRST_SLOTS);
  private long youngSince;
  private long forgottenEarly;

  /**
   * A window that knows no id yet.
   *
   * @param capacity how many ids are remembered at most
   * @param windowMicros how long each is remembered at least, if the capacity allows
   */
  public IdWindow(int capacity, long windowMicros) {
    this.generationSize = Math.max(1, capacity / 2);
    this.windowMicros = windowMicros;
  }

  /** What is known of an id at a destination. */
  public Known find(MessageId id, long destination, long fingerprint) {
    return find(key(id, destination), fingerprint);
  }

  private Known find(long key, long fingerprint) {
    long found = young.find(key);
    if (found == 0) {
      found = old.find(key);
    }
    if (found == 0) {
      return Known.NO;
    }
    return found == fingerprint ? Known.WITH_SAME_CONTENT : Known.WITH_OTHER_CONTENT;
  }

  /** Remembers an id, unless it is known; answers what was known before. */
  public Known add(MessageId id, long destination, long fingerprint, long nowMicros) {
    long key = key(id, destination);
    var known = find(key, fingerprint);
    if (known == Known.NO) {
      turnIfDue(nowMicros);
      young.add(key, fingerprint);
    }
    return known;
  }

  /** How many ids were forgotten before their window ended, because too many came. */
  public long forgottenEarly() {
    return forgottenEarly;
  }

  /** Whether nothing that it remembers is still within its window. */
  public boolean isStale(long nowMicros) {
    return nowMicros - youngSince >= 2 * windowMicros;
  }

  private void turnIfDue(long nowMicros) {
    if (young.size == 0 && old.size == 0) {
      youngSince = nowMicros;
      return;
    }
    var aged = nowMicros - youngSince >= windowMicros;
    if (!aged && young.size < generationSize) {
      return;
    }
    if (!aged) {
      forgottenEarly += old.size;
    }
    var emptied = old;
    old = young;
    young = emptied;
    young.clear();
    if (nowMicros - youngSince >= 2 * windowMicros) {
      old.clear();
    }
    youngSince = nowMicros;
  }

  private static long key(MessageId id, long destination) {
    long mixed = ((id.high() + destination) * 0x9E3779B97F4A7C15L) ^ id.low();
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed == 0 ? 1 : mixed;
  }

  /** An open-addressed table of (key, fingerprint) pairs; neither is ever 0. */
  private static final class Generation {
    private long[] slots;
    private int size;

    Generation(int capacity) {
      slots = new long[2 * capacity];
    }

    long find(long key) {
      if (size == 0) {
        return 0;
      }
      for (int at = home(key); slots[at] != 0; at = next(at)) {
        if (slots[at] == key) {
          return slots[at + 1];
        }
      }
      return 0;
    }

    void add(long key, long fingerprint) {
      if (4 * (size + 1) > slots.length) {
        grow();
      }
      insert(key, fingerprint);
      size++;
    }

    void clear() {
      Arrays.fill(slots, 0);
      size = 0;
    }

    private void insert(long key, long fingerprint) {
      int at = home(key);
      while (slots[at] != 0) {
        at = next(at);
      }
      slots[at] = key;
      slots[at + 1] = fingerprint;
    }

    private void grow() {
      var former = slots;
      slots = new long[2 * former.length];
      for (int at = 0; at < former.length; at += 2) {
        if (former[at] != 0) {
          insert(former[at], former[at + 1]);
        }
      }
    }

    // The table holds a power of two of pairs, so masking is the modulus; an even index is a key.
    private int home(long key) {
      return (int) (key >>> 32) & (slots.length - 2);
    }

    private int next(int at) {
      return (at + 2) & (slots.length - 2);
    }
  }
}
