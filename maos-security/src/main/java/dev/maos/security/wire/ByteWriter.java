package dev.maos.security.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes fields one after the other: numbers big-endian, what varies in length behind its length.
 * For one thread.
 */
public final class ByteWriter {
  private static final int MAX_SHORT = 0xFFFF;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  /** A writer of a few hundred bytes, or as many as it takes. */
  public ByteWriter() {
    this(256);
  }

  /** A writer of about so many bytes. */
  public ByteWriter(int expected) {
    this.bytes = new byte[Math.max(16, expected)];
  }

  /** One byte, 0 to 255. */
  public ByteWriter u8(int value) {
    checkRange(value, 0xFF);
    grow(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Two bytes, 0 to 65,535. */
  public ByteWriter u16(int value) {
    checkRange(value, MAX_SHORT);
    return u8(value >>> 8).u8(value & 0xFF);
  }

  /** Four bytes. */
  public ByteWriter i32(int value) {
    grow(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
    return this;
  }

  /** Eight bytes. */
  public ByteWriter i64(long value) {
    grow(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
    return this;
  }

  /** Bytes whose length the reader knows. */
  public ByteWriter raw(byte[] value) {
    grow(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /** Up to 65,535 bytes behind their length. */
  public ByteWriter field(byte[] value) {
    return u16(value.length).raw(value);
  }

  /** Text as a field of UTF-8. */
  public ByteWriter text(String value) {
    return field(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Any number of bytes behind their length of four bytes. */
  public ByteWriter block(byte[] value) {
    return i32(value.length).raw(value);
  }

  /** Sets two bytes that were written before, for a length that is known only afterwards. */
  public ByteWriter u16At(int at, int value) {
    checkRange(value, MAX_SHORT);
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
    return this;
  }

  /** Sets four bytes that were written before. */
  public ByteWriter i32At(int at, int value) {
    INTS.set(bytes, Objects.checkFromIndexSize(at, Integer.BYTES, size), value);
    return this;
  }

  /** Sets eight bytes that were written before. */
  public ByteWriter i64At(int at, long value) {
    LONGS.set(bytes, Objects.checkFromIndexSize(at, Long.BYTES, size), value);
    return this;
  }

  /** Room for so many bytes, which somebody else fills in; see {@link #shared}. */
  public ByteWriter room(int length) {
    grow(length);
    size += length;
    return this;
  }

  /** The array that is written to, until the next field is. */
  public byte[] shared() {
    return bytes;
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** A copy of what was written. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** What was written, then so many zeros. */
  public byte[] bytesAnd(int zeros) {
    return Arrays.copyOf(bytes, size + zeros);
  }

  /** Overwrites what was written, for secrets. */
  public void wipe() {
    Arrays.fill(bytes, (byte) 0);
    size = 0;
  }

  private void grow(int more) {
    if (bytes.length - size < more) {
      var old = bytes;
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
      Arrays.fill(old, (byte) 0);
    }
  }

  private static void checkRange(int value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException("%d is not from 0 to %d".formatted(value, max));
    }
  }
}
