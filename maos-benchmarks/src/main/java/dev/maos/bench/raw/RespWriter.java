package dev.maos.bench.raw;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Commands of the Redis protocol, encoded one behind the other. Not thread-safe. */
final class RespWriter {
  private static final int FIRST_SIZE = 1 << 16;
  private static final int MOST_DIGITS = 11;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  /** The part of a command that is always the same: its number of arguments and the first ones. */
  static byte[] prefix(int arguments, String... first) {
    var writer = new RespWriter().command(arguments);
    for (var argument : first) {
      writer.argument(argument);
    }
    return Arrays.copyOf(writer.bytes, writer.size);
  }

  RespWriter command(int arguments) {
    return header('*', arguments);
  }

  RespWriter command(byte[] prefix) {
    return raw(prefix, 0, prefix.length);
  }

  RespWriter argument(String text) {
    return argument(text.getBytes(StandardCharsets.UTF_8));
  }

  RespWriter argument(byte[] argument) {
    return argument(argument, 0, argument.length);
  }

  RespWriter argument(byte[] from, int offset, int length) {
    return header('$', length).raw(from, offset, length).end();
  }

  /** A whole command of words. */
  RespWriter words(String... words) {
    command(words.length);
    for (var word : words) {
      argument(word);
    }
    return this;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  private RespWriter raw(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
    return this;
  }

  private RespWriter header(char type, int number) {
    reserve(MOST_DIGITS + 3);
    bytes[size++] = (byte) type;
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int at = size + digits - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return end();
  }

  private RespWriter end() {
    reserve(2);
    bytes[size++] = '\r';
    bytes[size++] = '\n';
    return this;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
