package dev.maos.cli;

import dev.maos.backend.BackendProvider;
import dev.maos.base.TimeSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a benchmark runs that can run over a shared backend too. */
final class BenchPlace {
  @Option(
      names = "--url",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Measure over this backend, as redis://localhost:6390; without a value, over that in"
              + " $MAOS_URL. (default: in this process)")
  private Optional<String> url = Optional.empty();

  /** Whether it is measured over a backend that others share. */
  boolean isElsewhere() {
    return url.isPresent();
  }

  /** The backend to measure over, whose URL was read to its end; empty for this process. */
  Optional<String> url(Terminal terminal) {
    // The variable alone is not enough: a benchmark should not happen to a server by accident.
    return url.map(given -> {
      var chosen = BackendUrl.choose(Optional.of(given).filter(text -> !text.isEmpty()), terminal);
      var uri = BackendUrl.uri(chosen);
      // Whoever examines it reads all of the URL first, and refuses what a bare client overlooks.
      var _ = BackendProvider.of(uri).examine(uri, TimeSource.system());
      return chosen;
    });
  }
}
