package dev.maos.cli;

import dev.maos.message.QueueStats;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists all queues. */
@Command(
    name = "ls",
    description = "List all queues and how many messages are in them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos queue ls",
      "  maos queue ls --json | jq 'select(.dead > 0).queue'",
      "",
      "  READY    waits to be claimed       DROPPED  at most once, without room",
      "  CLAIMED  is being handled          MISSED   by a subscription that lags",
      "  DELAYED  waits, or is tried later  EXPIRED  came to the end of its time",
      "  DEAD     is a dead letter          The last three are counted since the start."
    })
final class QueueLsCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object for each queue.")
  private boolean json;

  QueueLsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var backend = host.backend(url)) {
      var queues = backend.messages().queues();
      var sorted =
          queues.stream().sorted(Comparator.comparing(stats -> stats.queue().toString())).toList();
      print(sorted);
      return ExitCode.OK;
    }
  }

  private void print(List<QueueStats> queues) {
    var terminal = host.terminal();
    if (json) {
      var lines = new JsonLines(terminal);
      queues.forEach(stats -> lines.print(QueueFigures.of(stats)));
    } else {
      QueueFigures.table(terminal.outStyle(), queues).forEach(terminal.out()::println);
    }
  }
}
