package dev.maos.cli;

import dev.maos.backend.BackendProvider;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every benchmark: where, for how long, and in which form. */
final class BenchSettings {
  private static final long MOST_SECONDS = 3_600;
  private static final long MOST_ROUNDS = 1_000;

  @Option(
      names = "--url",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Measure over this backend, as redis://localhost:6390; without a value, over that in"
              + " $MAOS_URL. (default: in this process)")
  private Optional<String> url = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each round takes, 1 to 3600 (default: about 1).")
  private Optional<Long> seconds = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many rounds there are, 1 to 1000 (default: 5).")
  private Optional<Long> rounds = Optional.empty();

  /** Whether it is measured over a backend that others share. */
  boolean isElsewhere() {
    return url.isPresent();
  }

  boolean json() {
    return json;
  }

  // The variable alone is not enough: a benchmark should not happen to a server by accident.
  /** The backend to measure over, whose URL was read to its end; empty for this process. */
  Optional<String> url(Terminal terminal) {
    return url.map(given -> {
      var chosen = BackendUrl.choose(Optional.of(given).filter(text -> !text.isEmpty()), terminal);
      var uri = BackendUrl.uri(chosen);
      // Whoever examines it reads all of the URL first, and refuses what a bare client overlooks.
      var _ = BackendProvider.of(uri).examine(uri, TimeSource.system());
      return chosen;
    });
  }

  /** How long a round takes. */
  Optional<Duration> round() {
    return seconds.map(length -> Duration.ofSeconds(checked("--seconds", length, MOST_SECONDS)));
  }

  /** How many rounds there are. */
  Optional<Integer> rounds() {
    return rounds.map(count -> (int) checked("--rounds", count, MOST_ROUNDS));
  }

  private static long checked(String option, long value, long most) {
    if (value < 1 || value > most) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, option, Long.toString(value), "1 to " + most);
    }
    return value;
  }
}
