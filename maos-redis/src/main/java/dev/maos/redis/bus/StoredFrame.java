package dev.maos.redis.bus;

import dev.maos.message.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A frame as it comes back from the server; its messages are read one by one. */
final class StoredFrame {
  private static final int NAMES = 3;

  /** Where an envelope tells when it expires. */
  private static final int EXPIRES_AT = 48;

  private final byte[] bytes;
  private final ByteBuffer view;
  private final int start;
  private final int ends;
  private final int bodies;

  /** Whether it may be a frame: all that comes before the messages is there. */
  static boolean isWhole(byte[] bytes) {
    return isWhole(bytes, 0);
  }

  static boolean isWhole(byte[] bytes, int start) {
    int at = start + 2;
    for (int i = 0; i < NAMES; i++) {
      at += at < bytes.length ? 1 + (bytes[at] & 0xFF) : 1;
    }
    if (bytes.length < at) {
      return false;
    }
    int messages = ((bytes[start] & 0xFF) << 8) | (bytes[start + 1] & 0xFF);
    return at + 4 * messages <= bytes.length;
  }

  /** Takes whole frames only; what is inside may still be wrong. */
  StoredFrame(byte[] bytes) {
    this(bytes, 0);
  }

  /** As above where the frame begins later. */
  StoredFrame(byte[] bytes, int start) {
    this.bytes = bytes;
    this.view = ByteBuffer.wrap(bytes);
    this.start = start;
    int at = start + 2;
    for (int i = 0; i < NAMES; i++) {
      at += 1 + (bytes[at] & 0xFF);
    }
    this.ends = at;
    this.bodies = at + 4 * size();
  }

  /** How many messages it holds. */
  int size() {
    return view.getShort(start) & 0xFFFF;
  }

  /** What its messages have in common: the type, the sender, the topic. */
  String name(int which) {
    int at = start + 2;
    for (int i = 0; i < which; i++) {
      at += 1 + (bytes[at] & 0xFF);
    }
    return new String(bytes, at + 1, bytes[at] & 0xFF, StandardCharsets.US_ASCII);
  }

  /** When a message expires; at once if it is none. */
  long expiresAt(int index) {
    int at = bodies + from(index) + EXPIRES_AT;
    return at >= 0 && at + Long.BYTES <= bytes.length ? view.getLong(at) : 0;
  }

  private int from(int index) {
    return index == 0 ? 0 : view.getInt(ends + 4 * (index - 1));
  }

  byte[] messageBytes(int index) {
    int from = from(index);
    int to = view.getInt(ends + 4 * index);
    return Arrays.copyOfRange(bytes, bodies + from, bodies + to);
  }

  Envelope message(int index) {
    return Envelope.read(messageBytes(index));
  }
}
