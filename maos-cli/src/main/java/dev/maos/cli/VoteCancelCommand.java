package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.consensus.Decision;
import dev.maos.consensus.ProposalId;
import dev.maos.message.BusOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a proposal back. */
@Command(
    name = "cancel",
    description = {
      "Take a proposal back while its vote is open; only who proposed it may.",
      "Ends with 1 if the vote had ended before, which stands, or if it is not the proposer."
          + " The same again changes nothing."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  maos vote cancel $ID --by ann --reason 'not needed any more'"})
final class VoteCancelCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(
      names = "--by",
      paramLabel = "AGENT",
      required = true,
      description = "Who takes it back: its proposer.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId proposer;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, at most 2,000 characters. It is a part of the record.")
  private String reason = "";

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "ID", description = "The vote, as propose printed it.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private ProposalId id;

  VoteCancelCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var maos = host.open(url, BusOptions.defaults())) {
      var consensus = maos.consensus();
      var result = consensus.cancel(id, proposer, reason);
      new VoteEnd(host.terminal(), json).print(result, consensus.status(id).proposal().contest());
      return result.decision() instanceof Decision.Cancelled ? ExitCode.OK : ExitCode.FAILURE;
    }
  }
}
