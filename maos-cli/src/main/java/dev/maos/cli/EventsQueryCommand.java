package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the recorded events that somebody asks for. */
@Command(
    name = "query",
    description = "Print the events that are asked for, the oldest first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos events query --store events.db --type TASK_FAILED --since 24h",
      "  maos events query --store events.db --filter 'data.lines > 100 && !(\"x\" in tags)'",
      "  maos events query --topic 'tasks.>' --limit 10 --json | jq .data",
      "",
      "A filter is a condition in CEL over id, type, source, topic, severity, tags,",
      "correlation, metadata, time and data: topic.within(\"tasks.*\"), \"x\" in tags,",
      "severity >= WARNING, has(data.owner), data.lines > 100, joined by &&, || and !."
    })
final class EventsQueryCommand implements Callable<Integer> {
  private static final long MOST = 1_000_000_000;

  private final Host host;

  @Mixin private final EventPlace place = new EventPlace();
  @Mixin private final EventSelection selection = new EventSelection();
  @Mixin private final EventFormat format = new EventFormat();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many, 1 to 1000000000 (default: 50).")
  private long limit = 50;

  EventsQueryCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1 || limit > MOST) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--limit", Long.toString(limit), "1 to " + MOST);
    }
    var query = selection.query(host.time().now());
    return place.open(host, history -> print(history, query));
  }

  private int print(EventStore history, EventQuery query) {
    var printer = new EventPrinter(host.terminal(), format);
    long after = 0;
    while (printer.printed() < limit) {
      int size = (int) Math.min(limit - printer.printed(), EventPage.MAX_SIZE);
      var page = history.read(query, after, size);
      for (var recorded : page.events()) {
        if (!printer.print(recorded)) {
          return ExitCode.OK;
        }
      }
      if (page.complete()) {
        sayIfNone(printer);
        return ExitCode.OK;
      }
      after = page.position();
    }
    if (isMore(history, query, after)) {
      host.terminal().err().println(limit + " shown, there are more: --limit N");
    }
    return ExitCode.OK;
  }

  private void sayIfNone(EventPrinter printer) {
    if (printer.printed() == 0) {
      host.terminal().err().println("no event matches");
    }
  }

  private static boolean isMore(EventStore history, EventQuery query, long after) {
    while (true) {
      var page = history.read(query, after, 1);
      if (!page.events().isEmpty() || page.complete()) {
        return !page.events().isEmpty();
      }
      after = page.position();
    }
  }
}
