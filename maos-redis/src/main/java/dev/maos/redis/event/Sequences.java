package dev.maos.redis.event;

import java.nio.ByteBuffer;

/** Sequences as the library writes them: in six bytes. */
final class Sequences {
  /** Numbers above are cut to it, so that Lua holds them exactly. */
  static final long GREATEST = (1L << 48) - 2;

  private Sequences() {}

  static long read(ByteBuffer from) {
    return ((from.getShort() & 0xFFFFL) << 32) | (from.getInt() & 0xFFFF_FFFFL);
  }

  /** A position that a caller named, as one that the library can hold. */
  static long clamp(long position) {
    return Math.clamp(position, 0, GREATEST);
  }
}
