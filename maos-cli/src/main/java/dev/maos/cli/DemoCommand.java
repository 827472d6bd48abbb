package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.cli.demo.Demo;
import dev.maos.cli.demo.DemoOptions;
import dev.maos.cli.demo.DemoOptions.Crashes;
import dev.maos.cli.demo.DemoReport;
import dev.maos.message.BusOptions;
import dev.maos.message.Overflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The product in one command: a crew of agents at work, and a crash that loses nothing. */
@Command(
    name = "demo",
    description = {
      "Watch a crew of agents review source files over the message bus.",
      "A planner sends one command per file and discipline; eight reviewers answer with findings."
          + " One of them crashes on the way, its work goes to its partner, and nothing is lost. Ends"
          + " with 0 if nothing was lost, else, or without source files, with 1."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos demo                      review this project's own sources",
      "  maos demo ~/code/thing         review your own",
      "  maos demo --chaos --seed 7     several crashes, over the same files each time",
      "  maos demo --json | jq .lost    for programs"
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration LENGTH = Duration.ofSeconds(4);
  private static final Duration ROOM = Duration.ofSeconds(5);
  private static final long MOST_SEEDS = 1_000_000;

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The directory to review (default: this project's own sources).")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--chaos",
      description = "Several reviewers crash, at several moments of their work.")
  private boolean chaos;

  @Option(names = "--fast", description = "Do not slow down so that people can watch.")
  private boolean fast;

  @Option(
      names = "--json",
      description = "Print one JSON object, and nothing else. Does not slow down, as with --fast.")
  private boolean json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Decides over which files the reviewers of which disciplines crash, with --chaos or"
              + " without: the same seed and files, the same ones. Which reviewer has a file, and"
              + " when, is left to the bus. (default: another one each time)")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the backend is (default: $$MAOS_URL, else memory:). A URL with a password belongs"
              + " into MAOS_URL.")
  private Optional<String> url = Optional.empty();

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var where = BackendUrl.choose(url, terminal);
    var report = run(where, options());
    if (report.files() == 0) {
      return nothingFound(report);
    }
    print(report);
    return exitCode(report);
  }

  private int nothingFound(DemoReport report) {
    var error = "no source files were found below " + report.directory();
    new Failures(terminal).report(error);
    if (json) {
      terminal.out().println(Payload.of(Map.of("error", error)).text());
    }
    return ExitCode.FAILURE;
  }

  static int exitCode(DemoReport report) {
    return report.lost() == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private DemoReport run(String where, DemoOptions options)
      throws IOException, InterruptedException {
    var settings = BusOptions.defaults().overflow(Overflow.block(ROOM));
    try (var maos = Maos.builder(where).options(settings).open();
        var screen = screen()) {
      return Demo.run(maos.bus(), options, TimeSource.system(), screen);
    }
  }

  private DemoOptions options() throws IOException {
    return DemoOptions.of(directory())
        .crashes(chaos ? Crashes.SEVERAL : Crashes.ONE)
        .seed(seed.orElseGet(() -> RandomGenerator.getDefault().nextLong(MOST_SEEDS)))
        .length(fast || json ? Duration.ZERO : LENGTH);
  }

  private Path directory() throws IOException {
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

  private DemoScreen screen() {
    if (json) {
      return new SilentScreen();
    }
    return terminal.canRedraw()
        ? new LiveScreen(terminal, TimeSource.system())
        : new PlainScreen(terminal);
  }

  private void print(DemoReport report) {
    if (json) {
      terminal.out().println(Payload.of(report).text());
    } else {
      new DemoSummary(terminal.outStyle()).lines(report).forEach(terminal.out()::println);
    }
  }
}
