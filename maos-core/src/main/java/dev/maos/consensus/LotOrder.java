package dev.maos.consensus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * An order that anybody can draw again: Fisher-Yates, driven by SHA-256.
 *
 * <p>Draw number n (from 0 on) is the first eight bytes, as a number without sign, of the SHA-256
 * of the text {@code lot|TEXT|n}. The items lie in the order of the contest. For i from the last
 * place down to the second, a draw d swaps places i and d mod (i + 1); a draw that is among the
 * highest 2^64 mod (i + 1) numbers is passed over, so that all places are equally likely.
 */
final class LotOrder {
  private final String text;
  private int draws;

  private LotOrder(String text) {
    this.text = text;
  }

  /** The items 0 to size - 1, the best one first. */
  static int[] of(String text, int size) {
    return new LotOrder(text).shuffled(size);
  }

  private int[] shuffled(int size) {
    var order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int other = next(i + 1);
      int item = order[i];
      order[i] = order[other];
      order[other] = item;
    }
    return order;
  }

  private int next(int bound) {
    while (true) {
      var place = within(draw(), bound);
      if (place.isPresent()) {
        return place.getAsInt();
      }
    }
  }

  private long draw() {
    var bytes = ("lot|" + text + "|" + draws++).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Digest.sha256(bytes)).getLong();
  }

  /** A place below the bound; empty for a draw that would favour the first places. */
  static OptionalInt within(long draw, int bound) {
    long surplus = Long.remainderUnsigned(-(long) bound, bound);
    boolean fair = surplus == 0 || Long.compareUnsigned(draw, -surplus) < 0;
    return fair ? OptionalInt.of((int) Long.remainderUnsigned(draw, bound)) : OptionalInt.empty();
  }
}
