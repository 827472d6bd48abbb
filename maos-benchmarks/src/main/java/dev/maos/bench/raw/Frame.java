package dev.maos.bench.raw;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Several messages in one value, each behind its length in four bytes. Not thread-safe. */
final class Frame {
  /** So many messages make a full frame. */
  static final int FULL = 64;

  private static final int LENGTH = Integer.BYTES;

  private byte[] bytes = new byte[1 << 14];
  private int size;
  private int messages;

  void add(byte[] message) {
    int more = LENGTH + message.length;
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
    ByteBuffer.wrap(bytes).putInt(size, message.length).put(size + LENGTH, message);
    size += more;
    messages++;
  }

  boolean isFull() {
    return messages >= FULL;
  }

  int messages() {
    return messages;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
    messages = 0;
  }

  /** Hands on each message of a frame that lies in that array, as a view that is used again. */
  static void open(byte[] bytes, int offset, int size, Consumer<ByteBuffer> to) {
    var frame = ByteBuffer.wrap(bytes);
    int at = offset;
    while (at < offset + size) {
      int start = at + LENGTH;
      at = start + frame.getInt(at);
      frame.limit(at).position(start);
      to.accept(frame);
      frame.limit(bytes.length);
    }
  }
}
