package dev.maos.redis.event;

import dev.maos.base.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Bytes that grow, numbers with the greatest part first. One thread's. */
final class Packed {
  private byte[] bytes = new byte[256];
  private int size;

  Packed u8(int value) {
    grow(1);
    bytes[size++] = (byte) value;
    return this;
  }

  Packed u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  Packed u32(int value) {
    return u16(value >>> 16).u16(value);
  }

  Packed i64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  Packed uuid(UUID id) {
    return i64(id.getMostSignificantBits()).i64(id.getLeastSignificantBits());
  }

  /** Two bytes length, then the text. */
  Packed text(String text) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    return u16(encoded.length).raw(encoded);
  }

  Packed raw(byte[] more) {
    grow(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  /** Four bytes length, then the bytes. */
  Packed content(Payload payload) {
    u32(payload.size());
    grow(payload.size());
    payload.copyTo(bytes, size);
    size += payload.size();
    return this;
  }

  int size() {
    return size;
  }

  byte[] done() {
    return Arrays.copyOf(bytes, size);
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
