package dev.maos.cli;

import dev.maos.backend.Backend;
import dev.maos.base.Suggestion;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one queue. */
@Command(
    name = "show",
    description = "Show one queue. Ends with 1 if there is none of that name.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos queue show inbox:store",
      "  maos queue show 'subscription:watcher/orders.*' --json | jq .ready"
    })
final class QueueShowCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "QUEUE", description = "Its name, as inbox:store.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private QueueName queue;

  QueueShowCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var backend = host.backend(url)) {
      var found =
          backend.messages().queues().stream()
              .filter(stats -> stats.queue().equals(queue))
              .findFirst();
      found.ifPresentOrElse(this::print, () -> reportMissing(backend));
      return found.isPresent() ? ExitCode.OK : ExitCode.FAILURE;
    }
  }

  private void print(QueueStats stats) {
    if (json) {
      new JsonLines(host.terminal()).print(QueueFigures.of(stats));
      return;
    }
    QueueFigures.of(stats)
        .forEach((name, value) -> host.terminal().out().println(row(name, value)));
  }

  private static String row(String name, Object value) {
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%-8s %,d", name, number)
        : String.format(Locale.ROOT, "%-8s %s", name, value);
  }

  private void reportMissing(Backend backend) {
    var names = backend.messages().queues().stream().map(it -> it.queue().toString()).toList();
    new Failures(host.terminal())
        .report(
            "there is no queue "
                + queue
                + Suggestion.closest(queue.toString(), names)
                    .map("; did you mean %s?"::formatted)
                    .orElse(""));
  }
}
