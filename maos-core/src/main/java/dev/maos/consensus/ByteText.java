package dev.maos.consensus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Values one behind the other, as bytes that can be read in one way only: a number has eight bytes,
 * the highest first; a text is UTF-8 behind its length as such a number; texts follow their number.
 * Not thread-safe.
 */
public final class ByteText {
  private static final int START = 256;
  private static final VarHandle NUMBER =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;

  /** Nothing yet. */
  public ByteText() {
    this(START);
  }

  /** Nothing yet, with room for so many bytes before it has to grow. */
  ByteText(int room) {
    this.bytes = new byte[room];
  }

  /** A number. */
  public ByteText number(long number) {
    reserve(Long.BYTES);
    NUMBER.set(bytes, length, number);
    length += Long.BYTES;
    return this;
  }

  /** A text. */
  public ByteText text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes behind their number, as those of a text are. */
  public ByteText bytes(byte[] part) {
    number(part.length);
    reserve(part.length);
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
    }
  }

  /** Texts behind their number. */
  public ByteText texts(List<String> texts) {
    number(texts.size());
    texts.forEach(this::text);
    return this;
  }

  /** All of it so far. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }
}
