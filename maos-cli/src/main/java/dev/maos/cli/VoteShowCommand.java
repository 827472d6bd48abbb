package dev.maos.cli;

import dev.maos.consensus.Decision;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Vote;
import dev.maos.message.BusOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a vote stands. */
@Command(
    name = "show",
    description = {
      "Show how a vote stands or how it ended: what was asked, what it comes to round by round, and"
          + " who said what, with their reasons.",
      "Ends with 1 if there is no such vote."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  maos vote show $ID", "  maos vote show $ID --json | jq -r .outcome"})
final class VoteShowCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "ID", description = "The vote, as propose printed it.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private ProposalId id;

  VoteShowCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var maos = host.open(url, BusOptions.defaults())) {
      print(maos.consensus().status(id));
      return ExitCode.OK;
    }
  }

  private void print(Vote vote) {
    var terminal = host.terminal();
    if (json) {
      new JsonLines(terminal).print(VoteFigures.of(vote));
      return;
    }
    var style = terminal.outStyle();
    VoteFigures.lines(style, vote).forEach(terminal.out()::println);
    terminal.out().println();
    new CountReport(terminal, vote.proposal().contest(), vote.count()).print();
    if (vote.decision() instanceof Decision.Cancelled) {
      var reason = vote.result().map(result -> result.verdict().reason()).orElse("");
      terminal.out().println(style.shown("cancelled: " + reason.replace('\n', ' ')));
    }
    terminal.out().println();
    VoteFigures.ballots(style, vote).forEach(terminal.out()::println);
  }
}
