package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.registry.WatchCursor;
import dev.maos.registry.WatchStart;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints who comes, changes and goes. */
@Command(
    name = "watch",
    description = {
      "Print what happens to agents, a line each: first everybody who is there as ADDED, then"
          + " ADDED, CHANGED, SUSPECT, GONE, RETURNED and LEFT.",
      "Ends with 1 if less happened in time than --count."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos agents watch",
      "  maos agents watch --type reviewer --timeout 60s",
      "  maos agents watch --json | jq -r 'select(.change == \"GONE\").agent'",
      "  maos agents watch --json --from \"$CURSOR\"   goes on behind what had that cursor"
    })
final class AgentsWatchCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final AgentFilter filter = new AgentFilter();

  @Option(
      names = "--from",
      paramLabel = "CURSOR",
      description = "Go on behind what had this cursor (default: with everybody who is there).")
  private Optional<WatchCursor> from = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Stop after so many lines, 1 or more (default: never).")
  private Optional<Long> count = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Stop after this time, as 30s (default: never).")
  private Optional<Duration> timeout = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object for each thing that happened.")
  private boolean json;

  AgentsWatchCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    try (var backend = host.backend(url);
        var registry = host.registry(backend)) {
      var outages = new Outages(backend, host.terminal());
      var run = new AgentsWatchRun(host, outages, count.orElse(Long.MAX_VALUE), json);
      var start = from.map(WatchStart::from).orElse(WatchStart.EVERYBODY);
      long printed = run.watch(registry, filter.query(), start, timeout);
      return count.filter(wanted -> printed < wanted).isPresent() && !run.lostItsReader()
          ? ExitCode.FAILURE
          : ExitCode.OK;
    }
  }

  private void check() {
    if (count.filter(wanted -> wanted < 1).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--count", count.get().toString(), "1 or more");
    }
    if (timeout.filter(given -> !given.isPositive()).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--timeout", timeout.get().toString(), "more than zero");
    }
  }
}
