package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.Decision;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.VoteResult;
import dev.maos.message.BusOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits until a vote has ended. */
@Command(
    name = "await",
    description = {
      "Wait until a vote has ended, and print what came out.",
      "Ends with 0 if the proposal passed or an option is elected. Ends with 1 if not: it is"
          + " rejected, vetoed, a tie, without a quorum or taken back, or has not ended in time."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos vote await $ID --timeout 10m && ./deploy",
      "  maos vote await $ID --json | jq -r .winner"
    })
final class VoteAwaitCommand implements Callable<Integer> {
  /** Each vote has a deadline, so it ends while we wait, in such pieces. */
  private static final Duration PIECE = Duration.ofHours(1);

  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long to wait, as 30s (default: until it ends, at its deadline at the" + " latest).")
  private Optional<Duration> timeout = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "ID", description = "The vote, as propose printed it.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private ProposalId id;

  VoteAwaitCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (timeout.filter(given -> !given.isPositive()).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--timeout", timeout.get().toString(), "more than zero");
    }
    try (var maos = host.open(url, BusOptions.defaults())) {
      var result = await(maos.consensus());
      if (result.isEmpty()) {
        new Failures(host.terminal()).report("the vote has not ended in time");
        return ExitCode.FAILURE;
      }
      new VoteEnd(host.terminal(), json)
          .print(result.get(), maos.consensus().status(id).proposal().contest());
      return result.get().decision().status() == Decision.Status.REACHED
          ? ExitCode.OK
          : ExitCode.FAILURE;
    }
  }

  private Optional<VoteResult> await(Consensus consensus) throws InterruptedException {
    if (timeout.isPresent()) {
      return consensus.await(id, timeout.get());
    }
    var result = consensus.await(id, PIECE);
    while (result.isEmpty()) {
      result = consensus.await(id, PIECE);
    }
    return result;
  }
}
