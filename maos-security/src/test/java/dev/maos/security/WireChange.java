package dev.maos.security;

import java.util.Arrays;
import java.util.Random;

/** Bytes that are nearly others: what a careless or malicious writer makes of them. */
final class WireChange {
  private static final int[] LENGTHS = {0, 1, 0x7F, 0x80, 0xFF};

  private WireChange() {}

  /** One to four changes, one after the other. */
  static byte[] of(byte[] bytes, Random random) {
    var changed = bytes;
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      changed = one(changed, random);
    }
    return changed;
  }

  private static byte[] one(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> joined(bytes, at, new byte[1 + random.nextInt(8)], at);
      case 2 -> joined(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(8)));
      case 3 -> joined(bytes, at, Arrays.copyOf(bytes, at), at);
      case 4 -> filled(bytes, at, (byte) LENGTHS[random.nextInt(LENGTHS.length)], random);
      default -> flipped(bytes, at, random);
    };
  }

  private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
    var all = Arrays.copyOf(bytes, to + between.length + bytes.length - from);
    System.arraycopy(between, 0, all, to, between.length);
    System.arraycopy(bytes, from, all, to + between.length, bytes.length - from);
    return all;
  }

  /** Two or four bytes at once, as lengths have them. */
  private static byte[] filled(byte[] bytes, int at, byte with, Random random) {
    var all = bytes.clone();
    Arrays.fill(all, at, Math.min(all.length, at + (random.nextBoolean() ? 2 : 4)), with);
    return all;
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    var all = bytes.clone();
    if (at < all.length) {
      all[at] ^= (byte) (1 << random.nextInt(8));
    }
    return all;
  }
}
