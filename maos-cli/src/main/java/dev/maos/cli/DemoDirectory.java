package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which directory a demo reviews. */
final class DemoDirectory {
  private DemoDirectory() {}

  /**
   * Chooses it: what was given, else the project that the launcher belongs to, else this one.
   *
   * @throws MaosException {@link ErrorCode#INVALID_USAGE} if it is no directory that can be read
   */
  static Path choose(Optional<Path> directory) throws IOException {
    if (directory.filter(given -> given.toString().isEmpty()).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "DIR", "", "the path of a directory; \".\" is this one");
    }
    var chosen = directory.orElseGet(() -> Path.of(System.getProperty("maos.home", "")));
    if (Files.notExists(chosen)) {
      throw refused(chosen, "does not exist");
    }
    if (!Files.isDirectory(chosen)) {
      throw refused(chosen, "is a file, not a directory");
    }
    if (!Files.isReadable(chosen)) {
      throw refused(chosen, "cannot be read");
    }
    return chosen.toRealPath();
  }

  private static MaosException refused(Path chosen, String because) {
    var shown = InvalidInputException.escape(chosen.toString());
    return new MaosException(ErrorCode.INVALID_USAGE, "DIR \"%s\" %s".formatted(shown, because));
  }
}
