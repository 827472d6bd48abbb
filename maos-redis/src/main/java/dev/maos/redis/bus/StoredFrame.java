package dev.maos.redis.bus;

import dev.maos.message.Envelope;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A frame as it comes back from the server; its messages are read one by one. */
final class StoredFrame {
  private static final int NAMES = 3;

  private final byte[] bytes;
  private final ByteBuffer view;
  private final int ends;
  private final int bodies;

  /** Whether it may be a frame: all that comes before the messages is there. */
  static boolean isWhole(byte[] bytes) {
    int at = 2;
    for (int i = 0; i < NAMES; i++) {
      at += at < bytes.length ? 1 + (bytes[at] & 0xFF) : 1;
    }
    if (bytes.length < at) {
      return false;
    }
    int messages = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    return at + 4 * messages <= bytes.length;
  }

  /** Takes whole frames only; what is inside may still be wrong. */
  StoredFrame(byte[] bytes) {
    this.bytes = bytes;
    this.view = ByteBuffer.wrap(bytes);
    int at = 2;
    for (int i = 0; i < NAMES; i++) {
      at += 1 + (bytes[at] & 0xFF);
    }
    this.ends = at;
    this.bodies = at + 4 * (view.getShort(0) & 0xFFFF);
  }

  byte[] messageBytes(int index) {
    int from = index == 0 ? 0 : view.getInt(ends + 4 * (index - 1));
    int to = view.getInt(ends + 4 * index);
    return Arrays.copyOfRange(bytes, bodies + from, bodies + to);
  }

  Envelope message(int index) {
    return Envelope.read(messageBytes(index));
  }
}
