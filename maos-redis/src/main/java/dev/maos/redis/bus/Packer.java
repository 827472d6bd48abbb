package dev.maos.redis.bus;

import dev.maos.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes an operation's argument, in the form that the library in the server reads. */
final class Packer {
  private byte[] bytes = new byte[128];
  private int size;

  /** Begins with the letter of an operation. */
  static Packer operation(char letter) {
    return new Packer().u8(letter);
  }

  Packer u8(int value) {
    return put(value, 1);
  }

  /** Two bytes; whoever can have more has a bound of its own, that its callers hear of. */
  Packer u16(int value) {
    return put(value, 2);
  }

  Packer u32(int value) {
    return put(value & 0xFFFF_FFFFL, 4);
  }

  /** Six bytes: what counters and numbers of frames, grants and readers take. */
  Packer u48(long value) {
    return put(value, 6);
  }

  Packer u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  private Packer put(long value, int length) {
    if (value >>> (8 * length) != 0) {
      throw new IllegalArgumentException(value + " does not fit into " + length + " bytes");
    }
    grow(length);
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  Packer id(MessageId id) {
    return u64(id.high()).u64(id.low());
  }

  /** Two bytes length, then the text. */
  Packer text(String text) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    return u16(encoded.length).raw(encoded);
  }

  Packer raw(byte[] more) {
    grow(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  Packer zeros(int count) {
    return raw(new byte[count]);
  }

  byte[] done() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
