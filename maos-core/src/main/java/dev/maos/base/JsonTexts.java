package dev.maos.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that were met lately: what comes again and again, as the values of a field that
 * people filter by do, is not made anew each time. One thread's.
 */
final class JsonTexts {
  private static final int SIZE = 64;
  private static final int MAX_LENGTH = 32;
  private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

  private final byte[] @Nullable [] raw = new byte[SIZE][];
  private final @Nullable String[] texts = new String[SIZE];

  /** The text of some bytes in UTF-8. */
  String text(byte[] bytes, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
    int slot = slot(bytes, from, to);
    var known = raw[slot];
    var text = texts[slot];
    if (text != null && known != null && Arrays.equals(known, 0, known.length, bytes, from, to)) {
      return text;
    }
    var fresh = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    raw[slot] = Arrays.copyOfRange(bytes, from, to);
    texts[slot] = fresh;
    return fresh;
  }

  // Names that are numbered differ at their ends.
  private static int slot(byte[] bytes, int from, int to) {
    long hash = to;
    hash -= from;
    for (int i = Math.max(from, to - Long.BYTES); i < to; i++) {
      hash = (hash << Byte.SIZE) ^ (hash >>> 56) ^ bytes[i];
    }
    return (int) ((hash * HASH_FACTOR) >>> 58);
  }
}
