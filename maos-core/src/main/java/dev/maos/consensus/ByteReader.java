package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link ByteText} has written, and refuses anything else. Not thread-safe. */
final class ByteReader {
  private final ByteBuffer in;

  ByteReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  long number() {
    try {
      return in.getLong();
    } catch (BufferUnderflowException e) {
      throw foreign("ends too early");
    }
  }

  int small() {
    long number = number();
    if (number != (int) number) {
      throw foreign("has the number " + number + " where a small one belongs");
    }
    return (int) number;
  }

  /** How many parts follow; each takes a byte at least. */
  int count() {
    long count = number();
    if (count < 0 || count > in.remaining()) {
      throw foreign("says that " + count + " parts follow");
    }
    return (int) count;
  }

  byte[] bytes() {
    var bytes = new byte[count()];
    in.get(bytes);
    return bytes;
  }

  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (CharacterCodingException e) {
      throw foreign("has a text that is no UTF-8");
    }
  }

  List<String> texts() {
    int count = count();
    var texts = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  <E extends Enum<E>> E word(Class<E> of) {
    var name = text();
    for (var value : of.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw foreign("has an unknown " + of.getSimpleName());
  }

  void expect(String text) {
    if (!text().equals(text)) {
      throw foreign("is of another kind than " + text);
    }
  }

  /** Nothing may follow. */
  void end() {
    if (in.hasRemaining()) {
      throw foreign("goes on behind its end");
    }
  }

  static MaosException foreign(String what) {
    return new MaosException(ErrorCode.FOREIGN_ENTRY, "an entry of a vote " + what);
  }
}
