package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.Decision;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Vote;
import dev.maos.message.BusOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the open votes. */
@Command(
    name = "ls",
    description = "List the votes that are open, in order of their ids.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos vote ls",
      "  maos vote ls --json | jq -r 'select(.voted < .participants).title'",
      "  maos vote ls --limit 1000 --after $LAST_ID"
    })
final class VoteLsCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most, 1 to 10,000 (default: 100).")
  private int limit = 100;

  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "Only those behind this one, to go on where a list has ended.")
  private Optional<ProposalId> after = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object for each vote.")
  private boolean json;

  VoteLsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > Consensus.MAX_PAGE) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--limit", Integer.toString(limit), "1 to 10,000");
    }
    try (var maos = host.open(url, BusOptions.defaults())) {
      var consensus = maos.consensus();
      var ids =
          after.map(it -> consensus.openAfter(it, limit)).orElseGet(() -> consensus.open(limit));
      // Whoever looks at a vote that is over ends it.
      print(
          ids.stream()
              .map(consensus::status)
              .filter(vote -> vote.status() == Decision.Status.ACTIVE)
              .toList());
      if (ids.size() == limit) {
        new Failures(host.terminal())
            .report("there may be more: go on with --after " + ids.getLast());
      }
      return ExitCode.OK;
    }
  }

  private void print(List<Vote> votes) {
    var terminal = host.terminal();
    if (json) {
      var lines = new JsonLines(terminal);
      votes.forEach(vote -> lines.print(VoteFigures.brief(vote)));
    } else {
      VoteFigures.table(terminal.outStyle(), votes).forEach(terminal.out()::println);
    }
  }
}
