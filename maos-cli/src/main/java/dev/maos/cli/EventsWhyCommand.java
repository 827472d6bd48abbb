package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.EventStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what an event follows from, and what follows from it. */
@Command(
    name = "why",
    description = {
      "Print why an event happened: what it follows from, and what follows from it, as a tree.",
      "The event that was asked for is marked with '*'."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos events why --store events.db 17",
      "  maos events why --store events.db 019b7a00-0000-7000-8000-000000000001",
      "  maos events query --type TASK_FAILED --limit 1 --json | jq -r .id",
      "",
      "The number of an event is the first word of its line in 'query' and 'tail', which",
      "show ids with --ids. With --json the events come in the order of the tree, as",
      "CloudEvents; 'causationid' says what each follows from."
    })
final class EventsWhyCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final EventPlace place = new EventPlace();
  @Mixin private final EventFormat format = new EventFormat();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many events, 1 to 10000 (default: 1000).")
  private int limit = 1_000;

  @Parameters(paramLabel = "ID", description = "The id of the event, or its number.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private EventChoice id;

  EventsWhyCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1 || limit > 10_000) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--limit", Integer.toString(limit), "1 to 10000");
    }
    return place.open(host, this::print);
  }

  private int print(EventStore history) {
    var terminal = host.terminal();
    var found = id.find(history);
    if (found.isEmpty()) {
      new Failures(terminal).report("there is no event " + id.words() + " in this history");
      return ExitCode.FAILURE;
    }
    var event = found.get();
    new WhyTree(history, terminal, format, event.event().id(), limit).print(event);
    return ExitCode.OK;
  }
}
