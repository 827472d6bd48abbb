package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints recorded events at the pace at which they happened. */
@Command(
    name = "replay",
    description = {
      "Print the events again, the oldest first, as they happened or faster.",
      "Nobody else hears of them again. On a terminal a bar shows how far it is."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos events replay --store events.db --speed 10x",
      "  maos events replay --store events.db --from 2026-01-31T12:00:00Z --until 1h",
      "  maos events replay --store events.db --from 4711 --speed max --json > events.jsonl"
    })
final class EventsReplayCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final EventPlace place = new EventPlace();
  @Mixin private final EventSelection selection = new EventSelection();
  @Mixin private final EventFormat format = new EventFormat();

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      description = "How many times as fast as it happened, as 10x, or max (default: 1x).")
  private Speed speed = new Speed(1);

  @Option(
      names = "--from",
      paramLabel = "START",
      description = "The first sequence, or a moment as in --since (default: the oldest event).")
  private String from = "";

  EventsReplayCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    var query = startingAt(selection.query(host.time().now()));
    return place.open(host, history -> replay(history, query));
  }

  private EventQuery startingAt(EventQuery query) {
    if (from.isEmpty()) {
      return query;
    }
    if (!from.matches("\\d+")) {
      return query.since(Moment.parse(from).at(host.time().now()));
    }
    try {
      return query.sequences(Long.parseLong(from), Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--from", from, "a sequence or a moment", e);
    }
  }

  private int replay(EventStore history, EventQuery query) throws InterruptedException {
    var upToNow =
        query.sequences(query.firstSequence(), Math.max(query.firstSequence(), history.last()));
    return new ReplayRun(host, speed, format).run(history, upToNow);
  }
}
