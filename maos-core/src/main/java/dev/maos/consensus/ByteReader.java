package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link ByteText} has written, and refuses anything else with {@link
 * ErrorCode#FOREIGN_ENTRY}. What is read next is never larger than what is left, so bytes from
 * outside cannot ask for more memory than they have. Not thread-safe.
 */
public final class ByteReader {
  private final ByteBuffer in;

  /** From the first of these bytes on. */
  public ByteReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  /** A number. */
  public long number() {
    try {
      return in.getLong();
    } catch (BufferUnderflowException e) {
      throw foreign("ends too early");
    }
  }

  /** A number of 32 bits. */
  public int small() {
    long number = number();
    if (number != (int) number) {
      throw foreign("has the number " + number + " where a small one belongs");
    }
    return (int) number;
  }

  /** How many parts follow; each takes a byte at least. */
  public int count() {
    long count = number();
    if (count < 0 || count > in.remaining()) {
      throw foreign("says that " + count + " parts follow");
    }
    return (int) count;
  }

  /** Bytes behind their number. */
  public byte[] bytes() {
    var bytes = new byte[count()];
    in.get(bytes);
    return bytes;
  }

  /** A text. */
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (CharacterCodingException e) {
      throw foreign("has a text that is no UTF-8");
    }
  }

  /** Texts behind their number. */
  public List<String> texts() {
    int count = count();
    var texts = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  /** One of the names of an enum. */
  public <E extends Enum<E>> E word(Class<E> of) {
    var name = text();
    for (var value : of.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw foreign("has an unknown " + of.getSimpleName());
  }

  /** This text and no other. */
  public void expect(String text) {
    if (!text().equals(text)) {
      throw foreign("is of another kind than " + text);
    }
  }

  /** Whether nothing follows. */
  boolean isAtEnd() {
    return !in.hasRemaining();
  }

  /** Nothing may follow. */
  public void end() {
    if (in.hasRemaining()) {
      throw foreign("goes on behind its end");
    }
  }

  /** The refusal of bytes that were written by somebody else. */
  public static MaosException foreign(String what) {
    return new MaosException(ErrorCode.FOREIGN_ENTRY, "an entry of a vote " + what);
  }
}
