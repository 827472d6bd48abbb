package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says where the backend is. */
final class UrlOption {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the backend is, as redis://localhost:6379 (default: $$MAOS_URL). A URL with a"
              + " password belongs into MAOS_URL.")
  private Optional<String> url = Optional.empty();

  /** Whether it stands on the command line. */
  boolean isGiven() {
    return url.isPresent();
  }

  /** The URL that was given, or that of the embedded backend. */
  String any(Terminal terminal) {
    return BackendUrl.choose(url, terminal);
  }

  /**
   * The URL of a backend that others can reach.
   *
   * @throws MaosException {@link ErrorCode#INVALID_USAGE} if it is the embedded one
   */
  String shared(Terminal terminal) {
    var chosen = any(terminal);
    if (chosen.equals(BackendUrl.EMBEDDED)) {
      throw new MaosException(
          ErrorCode.INVALID_USAGE,
          "memory: begins and ends with this command, so nobody is there; name a backend with --url"
              + " or MAOS_URL, as redis://localhost:6379");
    }
    return chosen;
  }
}
