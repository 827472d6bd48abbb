package dev.maos.security.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads fields strictly: no length may reach beyond the end, text must be UTF-8, and nothing may be
 * left over at the {@link #end}. It never makes an array larger than what is there. For one thread.
 */
public final class ByteReader {
  private static final char UNDECODABLE = '\uFFFD';
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final int limit;
  private int at;

  /** A reader of all the bytes, which are not copied. */
  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** A reader of a part of the bytes. */
  public ByteReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.limit = to;
  }

  /** One byte, 0 to 255. */
  public int u8() throws MalformedException {
    need(1);
    return bytes[at++] & 0xFF;
  }

  /** Two bytes, 0 to 65,535. */
  public int u16() throws MalformedException {
    return u8() << 8 | u8();
  }

  /** Four bytes. */
  public int i32() throws MalformedException {
    need(Integer.BYTES);
    int value = (int) INTS.get(bytes, at);
    at += Integer.BYTES;
    return value;
  }

  /** Eight bytes. */
  public long i64() throws MalformedException {
    need(Long.BYTES);
    long value = (long) LONGS.get(bytes, at);
    at += Long.BYTES;
    return value;
  }

  /** So many bytes. */
  public byte[] raw(int length) throws MalformedException {
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** Up to 65,535 bytes behind their length. */
  public byte[] field() throws MalformedException {
    return raw(u16());
  }

  /** A field of UTF-8. */
  public String text() throws MalformedException {
    return text(u16());
  }

  /** A {@link #block} of UTF-8. */
  public String longText() throws MalformedException {
    return text(blockLength());
  }

  private String text(int length) throws MalformedException {
    need(length);
    int from = at;
    at += length;
    // Names are short and ASCII, and a strict decoder is more work than all else about them. Other
    // text has fewer characters than bytes, or the mark of what could not be decoded in it.
    var lenient = new String(bytes, from, length, StandardCharsets.UTF_8);
    boolean isAscii = lenient.length() == length && lenient.indexOf(UNDECODABLE) < 0;
    return isAscii ? lenient : decoded(from, length);
  }

  private String decoded(int from, int length) throws MalformedException {
    try {
      var utf8 = ByteBuffer.wrap(bytes, from, length);
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedException("a text is not UTF-8");
    }
  }

  /** Bytes behind their length of four bytes. */
  public byte[] block() throws MalformedException {
    return raw(blockLength());
  }

  /** The length of a block, which is passed over. */
  public int passBlock() throws MalformedException {
    int length = blockLength();
    need(length);
    at += length;
    return length;
  }

  private int blockLength() throws MalformedException {
    int length = i32();
    if (length < 0) {
      throw new MalformedException("a length is beyond the end");
    }
    return length;
  }

  /** Where the next byte is, from the start of the array. */
  public int position() {
    return at;
  }

  /** That nothing is left. */
  public void end() throws MalformedException {
    if (at != limit) {
      throw new MalformedException("%d bytes too many".formatted(limit - at));
    }
  }

  private void need(int length) throws MalformedException {
    if (length > limit - at) {
      throw new MalformedException("it ends at byte %d, too early".formatted(limit));
    }
  }
}
