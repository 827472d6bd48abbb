package dev.maos.redis.bus;

import dev.maos.message.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a run of the library answered: the operations' answers one after the other, the frames and
 * letters that go with them, and the readers of this process that are to be rung.
 */
final class Answer {
  private static final int FIXED_PARTS = 4;

  private final String status;
  private final List<Object> parts;
  private final ByteBuffer text;
  private int nextLetter;

  Answer(List<Object> parts) {
    this.parts = parts;
    this.status = new String((byte[]) parts.getFirst(), StandardCharsets.US_ASCII);
    var isWhole = parts.size() >= FIXED_PARTS;
    this.text = ByteBuffer.wrap(parts.size() > 1 ? (byte[]) parts.get(1) : new byte[0]);
    this.nextLetter = isWhole ? FIXED_PARTS + (int) (long) (Long) parts.get(3) : FIXED_PARTS;
  }

  /** Whether the command took effect, now or when it came before. */
  boolean took() {
    return status.equals("ok") || status.equals("again");
  }

  /** Whether it was answered before; the bells that it rang then may not have been heard. */
  boolean isRepeated() {
    return status.equals("again");
  }

  String status() {
    return status;
  }

  /** After a gap: the last number that the server knows. */
  long lastNumber() {
    return Long.parseLong(new String((byte[]) parts.get(1), StandardCharsets.US_ASCII));
  }

  /** The readers to ring; 0 stands for those who wait for room. */
  long[] rings() {
    var list = ByteBuffer.wrap((byte[]) parts.get(2));
    var rings = new long[list.remaining() / 6];
    for (int i = 0; i < rings.length; i++) {
      rings[i] = u48(list);
    }
    return rings;
  }

  /** How many replicas have what was done, if that was waited for. */
  int replicas() {
    return parts.size() > FIXED_PARTS && parts.getLast() instanceof Long count
        ? Math.toIntExact(count)
        : 0;
  }

  /** A frame of this answer by its place, counted from 1. */
  byte[] frame(int place) {
    return (byte[]) parts.get(FIXED_PARTS + place - 1);
  }

  /** Whether letters came with this answer. */
  boolean hasLetters() {
    return nextLetter < parts.size();
  }

  /**
   * The next letter.
   *
   * @throws TransportException if it is not there: an answer that is told again has no letters
   */
  byte[] letter() {
    if (nextLetter >= parts.size()) {
      throw TransportException.outcomeUnknown("the letters were lost with the first answer");
    }
    return (byte[]) parts.get(nextLetter++);
  }

  int u8() {
    return text.get() & 0xFF;
  }

  int u16() {
    return text.getShort() & 0xFFFF;
  }

  int u32() {
    return text.getInt();
  }

  long u48() {
    return u48(text);
  }

  long u64() {
    return text.getLong();
  }

  String text() {
    var bytes = new byte[u16()];
    text.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static long u48(ByteBuffer from) {
    return ((from.getShort() & 0xFFFFL) << 32) | (from.getInt() & 0xFFFF_FFFFL);
  }
}
