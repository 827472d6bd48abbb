package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints events while they are recorded. */
@Command(
    name = "tail",
    description = {
      "Print the newest events, and then those that are recorded, until it is stopped.",
      "Ends with 1 if fewer events came in time than --count. A SQLite file is open in one program"
          + " at a time, so nothing can come while it is looked at: of a file (--store) the newest"
          + " events are printed, and it ends."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos events tail --url redis://localhost:6379 --filter 'severity >= WARNING'",
      "  maos events tail --last 100 --topic 'tasks.>'",
      "  maos events tail --last 0 --count 1 --timeout 30s --json | jq .data"
    })
final class EventsTailCommand implements Callable<Integer> {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int PAGE = 500;

  private final Host host;

  @Mixin private final EventPlace place = new EventPlace();
  @Mixin private final EventSelection selection = new EventSelection();
  @Mixin private final EventFormat format = new EventFormat();

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Begin with so many of those that are there, 0 to 10000 (default: 10).")
  private int last = 10;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Stop after so many events, 1 or more (default: never).")
  private Optional<Long> count = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Stop after this time, as 30s (default: never).")
  private Optional<Duration> timeout = Optional.empty();

  EventsTailCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    var query = selection.query(host.time().now());
    return place.open(host, history -> follow(history, query));
  }

  private void check() {
    if (last < 0 || last > EventPage.MAX_SIZE) {
      throw invalid("--last", Integer.toString(last), "0 to " + EventPage.MAX_SIZE);
    }
    if (count.filter(wanted -> wanted < 1).isPresent()) {
      throw invalid("--count", count.get().toString(), "1 or more");
    }
    if (timeout.filter(given -> !given.isPositive()).isPresent()) {
      throw invalid("--timeout", timeout.get().toString(), "more than zero");
    }
  }

  private static InvalidInputException invalid(String option, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_USAGE, option, value, allowed);
  }

  private int follow(EventStore history, EventQuery query) throws InterruptedException {
    var printer = new EventPrinter(host.terminal(), format);
    long most = count.orElse(Long.MAX_VALUE);
    long position = start(history, query);
    long deadline = host.time().nanos() + timeout.orElse(FOR_EVER).toNanos();
    while (true) {
      int size = (int) Math.min(PAGE, most - printer.printed());
      var page = history.read(query, position, size);
      for (var recorded : page.events()) {
        if (!printer.print(recorded) || printer.printed() == most) {
          return ExitCode.OK;
        }
      }
      position = page.position();
      if (page.complete()) {
        if (place.file().isPresent()) {
          sayWhyNotToWait(place.file().get());
          return whenNoMoreCome();
        }
        long left = deadline - host.time().nanos();
        if (left <= 0) {
          return whenNoMoreCome();
        }
        history.awaitBeyond(position, Duration.ofNanos(Math.min(left, LOOK.toNanos())));
      }
    }
  }

  private int whenNoMoreCome() {
    return count.isPresent() ? ExitCode.FAILURE : ExitCode.OK;
  }

  private void sayWhyNotToWait(Path file) {
    var err = host.terminal().err();
    err.println(
        host.terminal()
            .errStyle()
            .shown(
                "not waiting: nobody else can record into '%s' while it is open here; look again"
                        .formatted(file)
                    + " later, or keep the history in Redis to follow it"));
    err.flush();
  }

  /** The place behind which the newest of those asked for begin. */
  private long start(EventStore history, EventQuery query) {
    long before = history.last() + 1;
    int missing = last;
    while (missing > 0) {
      var page = history.readBackwards(query, before, missing);
      missing -= page.events().size();
      before = page.position();
      if (page.complete()) {
        return 0;
      }
    }
    return before - 1;
  }
}
