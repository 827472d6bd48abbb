package dev.maos.cli;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The product in one command: a crew of agents at work, and a crash that loses nothing. */
@Command(
    name = "demo",
    description = {
      "Watch a crew of agents review source files over the message bus.",
      "A planner sends one command per file and discipline to whoever of eight reviewers is able"
          + " and has least to do; they answer with findings. One of them crashes on the way,"
          + " another who is able is chosen for its work, and nothing is lost. In the end they"
          + " vote, each with the weight of its discipline, on the worst files."
          + " Ends with 0 if nothing was lost or counted twice, else, or without source files, with"
          + " 1.",
      "Over a backend that processes share, --processes has the reviewers in processes of their"
          + " own, and --chaos kills one of these in the middle of its work."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos demo                      review this project's own sources",
      "  maos demo ~/code/thing         review your own",
      "  maos demo --chaos --seed 7     several crashes, over the same files each time",
      "  maos demo --json | jq .lost    for programs",
      "  maos demo --store demo.db      keep the findings, as events",
      "  maos demo --byzantine          one reviewer lies, and is named at the end",
      "  maos demo --url redis://localhost --processes 3 --chaos",
      "                                 a process is killed, and nothing is lost"
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration LENGTH = Duration.ofSeconds(4);
  private static final Duration ROOM = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final long MOST_SEEDS = 1_000_000;
  private static final int MOST_PROCESSES = 16;

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The directory to review (default: this project's own sources).")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--chaos",
      description =
          "Several reviewers crash, at several moments of their work. With --processes, one of the"
              + " processes is killed instead (SIGKILL), over a file and at a moment that the seed"
              + " chooses.")
  private boolean chaos;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description =
          "In how many processes of their own the reviewers are, 2 to 16, one of each discipline"
              + " in each. Needs a backend that processes can share. (default: 1, which is this"
              + " process)")
  private int processes = 1;

  @Option(
      names = "--byzantine",
      description =
          "Put the worst files to the reviewers as to a committee, too: each signs, one of them"
              + " lies, and they agree nevertheless on a certificate that anybody verifies. The"
              + " liar is named at the end.")
  private boolean byzantine;

  @Option(names = "--worker", paramLabel = "N", hidden = true)
  private Optional<Integer> worker = Optional.empty();

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

  @Option(
      names = "--store",
      paramLabel = "FILE",
      description =
          "Keep the findings, each of which is an event, in this SQLite file, beside what it has"
              + " already (default: in memory, until the end).")
  private Optional<Path> store = Optional.empty();

  @Option(
      names = "--votes",
      paramLabel = "DIR",
      description =
          "Keep the records of the reviewers' votes here, each in a file for 'maos vote verify'"
              + " (default: not at all).")
  private Optional<Path> votes = Optional.empty();

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var where = BackendUrl.choose(url, terminal);
    if (worker.isPresent()) {
      return DemoWorker.run(where, worker.get(), DemoDirectory.choose(directory), System.in);
    }
    checkProcesses(where);
    var records = new DemoRecords(votes);
    var report = run(where, options(), records);
    if (report.files() == 0) {
      return nothingFound(report);
    }
    print(report, records);
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
    boolean agreed =
        report
            .committee()
            .map(it -> it.problems().isEmpty() && it.accused().equals(List.of(it.liar())))
            .orElse(true);
    return report.lost() == 0 && report.duplicated() == 0 && agreed
        ? ExitCode.OK
        : ExitCode.FAILURE;
  }

  private DemoReport run(String where, DemoOptions options, DemoRecords records)
      throws IOException, InterruptedException {
    var settings = BusOptions.defaults().overflow(Overflow.block(ROOM));
    try (var _ = new DemoFarewell();
        var place = DemoPlace.open(where, settings, store);
        var screen = screen(where)) {
      var watcher = new DemoFindings(place.events(), screen);
      var report =
          options.processes() == 1
              ? Demo.run(place.maos(), options, TimeSource.system(), watcher)
              : Demo.run(
                  place.maos(),
                  options,
                  TimeSource.system(),
                  new DemoProcesses(place.url(), options.directory()),
                  watcher);
      records.keep(report, place.maos().consensus());
      return report;
    }
  }

  private void checkProcesses(String where) {
    if (processes < 1 || processes > MOST_PROCESSES) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "--processes",
          Integer.toString(processes),
          "1 to " + MOST_PROCESSES);
    }
    if (processes > 1 && byzantine) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "--byzantine",
          "with --processes",
          "without: the members of the committee are in this process");
    }
    if (processes > 1 && where.startsWith(BackendUrl.EMBEDDED)) {
      throw new MaosException(
          ErrorCode.INVALID_USAGE,
          "--processes %d needs a backend that processes can share, and memory: is within one; give"
                  .formatted(processes)
              + " --url, as in redis://localhost");
    }
  }

  private DemoOptions options() throws IOException {
    var options =
        processes == 1
            ? DemoOptions.of(DemoDirectory.choose(directory))
                .crashes(chaos ? Crashes.SEVERAL : Crashes.ONE)
            : DemoOptions.of(DemoDirectory.choose(directory))
                .processes(processes)
                .crashes(chaos ? Crashes.ONE : Crashes.NONE)
                .lease(DemoWorker.LEASE);
    return options
        .patience(PATIENCE)
        .liar(byzantine)
        .seed(seed.orElseGet(() -> RandomGenerator.getDefault().nextLong(MOST_SEEDS)))
        .length(fast || json ? Duration.ZERO : LENGTH);
  }

  private DemoScreen screen(String where) {
    if (json) {
      return new SilentScreen();
    }
    // MAOS_URL may be set, and forgotten.
    var place =
        Optional.of(BackendUrl.masked(where)).filter(url -> !url.startsWith(BackendUrl.EMBEDDED));
    return terminal.canRedraw()
        ? new LiveScreen(terminal, place, TimeSource.system())
        : new PlainScreen(terminal, place);
  }

  private void print(DemoReport report, DemoRecords records) {
    if (json) {
      terminal.out().println(Payload.of(report).text());
    } else {
      new DemoSummary(terminal.outStyle()).lines(report).forEach(terminal.out()::println);
      var called = System.getProperty("maos.command", "maos");
      Stream.concat(
              records.farewell(called, report).stream(),
              DemoFindings.farewell(called, store).stream())
          .map(terminal.outStyle()::shown)
          .forEach(terminal.out()::println);
    }
  }
}
