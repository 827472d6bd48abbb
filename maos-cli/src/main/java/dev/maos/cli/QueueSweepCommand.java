package dev.maos.cli;

import dev.maos.message.DeadLetter;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves what has expired to the dead letters. */
@Command(
    name = "sweep",
    description = "Move what has expired in any queue to its dead letters, now.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  maos queue sweep", "  maos queue sweep --json"})
final class QueueSweepCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  QueueSweepCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var backend = host.backend(url)) {
      print(backend.messages().sweep());
      return ExitCode.OK;
    }
  }

  private void print(List<DeadLetter> moved) {
    var byQueue =
        moved.stream()
            .collect(
                Collectors.groupingBy(
                    letter -> letter.queue().toString(), TreeMap::new, Collectors.counting()));
    if (json) {
      new JsonLines(host.terminal())
          .print(JsonLines.fields("moved", moved.size(), "queues", byQueue));
      return;
    }
    var out = host.terminal().out();
    byQueue.forEach((queue, letters) -> out.println(queue + "  " + Count.of(letters, "message")));
    out.println(Count.of(moved.size(), "message") + " moved to the dead letters");
  }
}
