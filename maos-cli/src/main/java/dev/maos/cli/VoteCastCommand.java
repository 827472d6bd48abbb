package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastReceipt;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.Contest;
import dev.maos.consensus.ProposalId;
import dev.maos.message.BusOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Casts a ballot. */
@Command(
    name = "cast",
    description = {
      "Cast the ballot of an agent. The same again changes nothing, so it may be repeated when it is"
          + " not known whether it arrived.",
      "Ends with 1 if it is not taken: the agent may not vote, or has said something else before. A"
          + " ballot after the end does not count and is no failure; what came out is printed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos vote cast $ID ann yes --reason 'its tests pass'",
      "  maos vote cast $ID ann tea coffee=milk",
      "  maos vote cast $ID ann tea=5 milk=-1",
      "",
      "  BALLOT is what the rule of the vote counts:",
      "    yes, no or abstain; veto from those who may",
      "    an option, or ABSTAIN",
      "    RANKED_CHOICE and rules of pairs: options, the best one first; = between equals",
      "    APPROVAL: all options that are good enough",
      "    SCORE: OPTION=NUMBER for each option that has a score"
    })
final class VoteCastCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final GuardOptions guards = new GuardOptions();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, at most 2,000 characters. It is a part of the ballot.")
  private String reason = "";

  @Option(
      names = "--revision",
      paramLabel = "N",
      description =
          "Revise an earlier ballot, where the vote allows it: a number greater than the"
              + " one before, which is 0 for a first ballot.")
  private Optional<Integer> revision = Optional.empty();

  @Option(names = "--json", description = "Print the receipt as one JSON object.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "ID", description = "The vote, as propose printed it.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private ProposalId id;

  @Parameters(index = "1", paramLabel = "AGENT", description = "Who votes.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId voter;

  @Parameters(index = "2..*", paramLabel = "BALLOT", arity = "1..*", description = "What it says.")
  private List<String> words = new ArrayList<>();

  VoteCastCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    try (var maos = host.open(url, BusOptions.defaults(), guards.guardOf(voter, host))) {
      var consensus = maos.consensus();
      var proposal = consensus.status(id).proposal();
      var ballot = new BallotWords(proposal, voter).read(words).because(reason);
      print(cast(consensus, ballot), proposal.contest());
      return ExitCode.OK;
    }
  }

  private CastReceipt cast(Consensus consensus, Ballot ballot) {
    return revision.isPresent()
        ? consensus.revise(id, voter, ballot, revision.get())
        : consensus.cast(id, voter, ballot);
  }

  private void print(CastReceipt receipt, Contest contest) {
    var terminal = host.terminal();
    if (json) {
      new JsonLines(terminal).print(fields(receipt));
    } else {
      var line = words(receipt) + "; " + CountReport.words(receipt.decision(), contest);
      terminal.out().println(terminal.outStyle().shown(line));
    }
  }

  private static String words(CastReceipt receipt) {
    return switch (receipt.standing()) {
      case TAKEN -> "taken";
      case REPEATED -> "taken before";
      case AFTER_THE_END -> "after the end, so it does not count";
    };
  }

  private static Map<String, Object> fields(CastReceipt receipt) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("proposal", receipt.id().value());
    fields.put("voter", receipt.voter().value());
    fields.put("standing", receipt.standing().name());
    fields.put("sequence", receipt.sequence());
    fields.put("outcome", receipt.decision().name());
    return fields;
  }
}
