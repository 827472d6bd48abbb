package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines of bytes, and holds no more than one of them. Not thread-safe. */
final class LineSource {
  private final InputStream in;
  private final int longest;

  LineSource(InputStream in, int longest) {
    this.in = new BufferedInputStream(in, 64 * 1024);
    this.longest = longest;
  }

  /**
   * The next line without its end; empty behind the last one.
   *
   * @throws InvalidInputException {@link ErrorCode#PAYLOAD_TOO_LARGE} if it is too long; the line
   *     behind it can be read
   */
  Optional<byte[]> next() throws IOException {
    int first = in.read();
    return first < 0 ? Optional.empty() : Optional.of(rest(first));
  }

  private byte[] rest(int first) throws IOException {
    var line = new ByteArrayOutputStream();
    long length = 0;
    for (int next = first; next >= 0 && next != '\n'; next = in.read()) {
      length++;
      if (length <= longest + 1L) {
        line.write(next);
      }
    }
    var bytes = withoutReturn(line.toByteArray());
    if (bytes.length > longest) {
      throw new InvalidInputException(
          ErrorCode.PAYLOAD_TOO_LARGE, "line", length + " bytes", "at most " + longest);
    }
    return bytes;
  }

  private static byte[] withoutReturn(byte[] line) {
    int last = line.length - 1;
    return last >= 0 && line[last] == '\r' ? Arrays.copyOf(line, last) : line;
  }
}
