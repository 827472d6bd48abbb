package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that may have no more than so many bytes. */
final class BoundedFile {
  private BoundedFile() {}

  /**
   * All of a file. No more than there may be is read, whatever the size of the file says: what says
   * it has none may have no end.
   *
   * @param argument what names the file on the command line
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} if there is more
   */
  static byte[] read(String argument, Path file, int most) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new InvalidInputException(
            ErrorCode.INVALID_USAGE,
            argument,
            file.toString(),
            "a file of at most %d bytes".formatted(most));
      }
      return bytes;
    }
  }
}
