package dev.maos.bench.raw;

import dev.maos.bench.BenchFailedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Replies of the Redis protocol (RESP 2), parsed where they lie: a bulk string is an offset and a
 * length, good until the next read. Not thread-safe.
 */
final class RespReader {
  private static final int BUFFER = 1 << 18;

  private final ReadableByteChannel channel;
  private final ByteBuffer arriving = ByteBuffer.allocateDirect(BUFFER);
  private byte[] bytes = new byte[BUFFER];
  private int at;
  private int end;
  private int offset;
  private int length;

  RespReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Whether something has arrived that was not read yet. */
  boolean hasMore() {
    return end > at;
  }

  /** Reads a bulk string; false if it is nil. */
  boolean bulk() throws IOException {
    length = (int) header('$');
    if (length < 0) {
      return false;
    }
    await(length + 2);
    offset = at;
    at += length + 2;
    return true;
  }

  /** Reads how many elements follow; -1 for nil. */
  int array() throws IOException {
    return (int) header('*');
  }

  long integer() throws IOException {
    return header(':');
  }

  /** Reads a whole reply, whatever it is. */
  void skip() throws IOException {
    byte type = type();
    switch (type) {
      case '+' -> line();
      case ':' -> number();
      case '$' -> {
        int size = (int) number();
        if (size >= 0) {
          await(size + 2);
          at += size + 2;
        }
      }
      case '*' -> {
        long elements = number();
        for (long i = 0; i < elements; i++) {
          skip();
        }
      }
      default -> throw unexpected(type);
    }
  }

  /** Where the bulk string is. */
  byte[] bytes() {
    return bytes;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  String text() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  private long header(char expected) throws IOException {
    byte type = type();
    if (type != expected) {
      throw unexpected(type);
    }
    return number();
  }

  private BenchFailedException unexpected(byte type) throws IOException {
    return new BenchFailedException(
        type == '-' ? "the server says: " + line() : "a reply of type '" + (char) type + "'");
  }

  private byte type() throws IOException {
    await(1);
    return bytes[at++];
  }

  private long number() throws IOException {
    int size = awaitLine();
    boolean negative = bytes[at] == '-';
    long value = 0;
    for (int i = negative ? at + 1 : at; i < at + size; i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    at += size + 2;
    return negative ? -value : value;
  }

  private String line() throws IOException {
    int size = awaitLine();
    var line = new String(bytes, at, size, StandardCharsets.UTF_8);
    at += size + 2;
    return line;
  }

  private int awaitLine() throws IOException {
    for (int size = 0; ; size++) {
      await(size + 2);
      if (bytes[at + size] == '\r') {
        return size;
      }
    }
  }

  private void await(int count) throws IOException {
    while (end - at < count) {
      fill(count);
    }
  }

  private void fill(int count) throws IOException {
    if (at == end) {
      at = 0;
      end = 0;
    } else if (at + count > bytes.length || at > bytes.length / 2) {
      System.arraycopy(bytes, at, bytes, 0, end - at);
      end -= at;
      at = 0;
    }
    if (count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count));
    }
    arriving.clear().limit(Math.min(arriving.capacity(), bytes.length - end));
    int read = channel.read(arriving);
    if (read < 0) {
      throw new EOFException("the server closed the connection");
    }
    arriving.flip().get(bytes, end, read);
    end += read;
  }
}
