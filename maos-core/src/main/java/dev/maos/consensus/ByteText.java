package dev.maos.consensus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Values one behind the other, as bytes that can be read in one way only: a number has eight bytes,
 * the highest first; a text is UTF-8 behind its length as such a number; texts follow their number.
 * Not thread-safe.
 */
public final class ByteText {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  /** A number. */
  public ByteText number(long number) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  /** A text. */
  public ByteText text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes behind their number, as those of a text are. */
  public ByteText bytes(byte[] part) {
    number(part.length);
    bytes.writeBytes(part);
    return this;
  }

  /** Texts behind their number. */
  public ByteText texts(List<String> texts) {
    number(texts.size());
    texts.forEach(this::text);
    return this;
  }

  /** All of it so far. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
