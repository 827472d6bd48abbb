package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.bench.BenchFailedException;
import dev.maos.bench.BenchReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** What all benchmarks can be asked for, and how they tell what they found. */
final class BenchOptions {
  private static final long MOST_SECONDS = 3_600;
  private static final long MOST_ROUNDS = 1_000;

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each round takes, 1 to 3600 (default: 1.2).")
  private Optional<Long> seconds = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many rounds there are, 1 to 1000 (default: 5).")
  private Optional<Long> rounds = Optional.empty();

  /** A benchmark, which says what it is doing. */
  interface Bench<R> {
    R run(Consumer<String> progress) throws InterruptedException;
  }

  /** Whether something was said that only a benchmark of rounds understands. */
  boolean hasRounds() {
    return seconds.isPresent() || rounds.isPresent();
  }

  Duration round(Duration otherwise) {
    return seconds
        .map(length -> Duration.ofSeconds(checked("--seconds", length, MOST_SECONDS)))
        .orElse(otherwise);
  }

  int rounds(int otherwise) {
    return rounds.map(count -> (int) checked("--rounds", count, MOST_ROUNDS)).orElse(otherwise);
  }

  private static long checked(String option, long value, long most) {
    if (value < 1 || value > most) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, option, Long.toString(value), "1 to " + most);
    }
    return value;
  }

  /** Runs it and prints its report, in these words for people. */
  int show(Terminal terminal, Bench<BenchReport> bench, Function<BenchReport, String> words)
      throws InterruptedException {
    return show(terminal, bench, words, _ -> true);
  }

  /** The same for any report; what it says is a failure unless it is good. */
  <R> int show(Terminal terminal, Bench<R> bench, Function<R, String> words, Predicate<R> isGood)
      throws InterruptedException {
    var progress = new BenchProgress(terminal, json && !terminal.canRedraw());
    try {
      var report = bench.run(progress::show);
      progress.clear();
      var text = json ? Payload.of(report).text() : terminal.outStyle().shown(words.apply(report));
      terminal.out().println(text.stripTrailing());
      return isGood.test(report) ? ExitCode.OK : ExitCode.FAILURE;
    } catch (BenchFailedException e) {
      progress.clear();
      terminal.err().println(terminal.errStyle().shown("maos: " + e.getMessage()));
      return ExitCode.FAILURE;
    }
  }
}
