package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.security.keys.AgentPublicKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with public keys, as {@code maos keys export} prints them. */
final class PemFile {
  private static final int MOST_BYTES = 16 * 1024;

  private PemFile() {}

  /**
   * Reads the keys in it. Whose they are is said by the caller, not by what is in it.
   *
   * @param argument what names the file on the command line
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} if it is no file, or too large
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY}, with the name of the file
   */
  static AgentPublicKeys read(String argument, Path file, AgentId agent) throws IOException {
    var text = text(argument, file);
    try {
      return AgentPublicKeys.fromPem(agent, text);
    } catch (MaosException malformed) {
      throw new MaosException(
          malformed.code(), "%s: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  private static String text(String argument, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(ErrorCode.INVALID_USAGE, argument, file.toString(), "a file");
    }
    // What is no text is no PEM either, and refused as such.
    return new String(BoundedFile.read(argument, file, MOST_BYTES), StandardCharsets.UTF_8);
  }
}
