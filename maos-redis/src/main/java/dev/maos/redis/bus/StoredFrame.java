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

  /** Refuses nothing: what is not a frame fails when a message of it is read. */
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
