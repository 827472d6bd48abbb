package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.GroupName;
import dev.maos.message.StartAt;
import dev.maos.message.SubscriptionOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads messages as an agent and prints them. */
@Command(
    name = "sub",
    description = {
      "Print the messages for an agent, one JSON object a line, and acknowledge each once its line"
          + " was written.",
      "Reads like the agent itself: what is printed here, the agent does not get; what could not be"
          + " written stays in its queue. Without --forget the subscription remains when this has"
          + " ended, and goes on collecting messages; 'maos queue ls' shows it, 'maos queue forget'"
          + " ends it. Notices that the reader of its output has gone with the next message;"
          + " --count stops at once. Ends with 1 if fewer messages came in time than --count."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos sub --as store --pattern orders",
      "  maos sub --as watcher --from earliest --timeout 5s --forget",
      "  maos queue forget subscription:store/orders",
      "  maos sub --as tester --group crew --count 1 --timeout 30s | jq .payload"
    })
final class SubCommand implements Callable<Integer> {
  /** Reading by hand buries nothing: how often a message may be tried is for its agent to say. */
  private static final int MOST_DELIVERIES = 1_000;

  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final GuardOptions guards = new GuardOptions();

  @Option(names = "--as", paramLabel = "AGENT", required = true, description = "Who reads.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId agent;

  @Option(
      names = "--pattern",
      paramLabel = "P",
      description = "The topics, as 'orders.*' (default: '>', all of them).")
  private TopicPattern pattern = TopicPattern.of(">");

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "As a member of this group, whose members share the messages.")
  private Optional<GroupName> group = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "START",
      description =
          "Where a new subscription starts: latest (the default), earliest, a moment as"
              + " 2026-01-31T12:00:00Z, or the id of the message before.")
  private StartAt start = StartAt.LATEST;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Stop after so many messages, 1 or more (default: never).")
  private Optional<Long> count = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Stop after this time, as 30s (default: never).")
  private Optional<Duration> timeout = Optional.empty();

  @Option(
      names = "--forget",
      description =
          "End the subscription when done, and drop what it still holds (default: it stays, and"
              + " collects messages until 'maos queue forget').")
  private boolean forget;

  @Option(names = "--json", description = "Print JSON, as it does anyway.")
  @SuppressWarnings("UnusedVariable") // allowed as everywhere else, and without effect
  private boolean json;

  SubCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    var guard = guards.guardOf(agent, host);
    try (var backend = host.backend(url);
        var maos = host.over(backend, url, BusOptions.defaults(), guard)) {
      var outages = new Outages(backend, host.terminal());
      var run = new SubRun(host, maos.bus(), outages, count.orElse(Long.MAX_VALUE), forget);
      long printed = run.read(agent, pattern, options(), timeout);
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

  private SubscriptionOptions options() {
    return SubscriptionOptions.defaults().group(group).start(start).maxDeliveries(MOST_DELIVERIES);
  }
}
