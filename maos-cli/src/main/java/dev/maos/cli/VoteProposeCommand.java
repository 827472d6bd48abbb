package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.message.BusOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a vote. */
@Command(
    name = "propose",
    description = {
      "Open a vote, invite all who may take part, and print its id. It ends as soon as no missing"
          + " ballot could change what comes out, and at its deadline at the latest.",
      "Each call opens another vote, also with the same words."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos vote propose --by ann --voter ann --voter bob --voter cyd 'Deploy the model?'",
      "  maos vote propose --by ann --voter ann=2 --voter bob=1/2 --rule SUPER_MAJORITY \\",
      "    --parameters '{\"threshold\": \"3/4\", \"quorum\": 1}' --open 2h 'Change the rules?'",
      "  maos vote propose --by ann --voter ann --voter bob --rule RANKED_CHOICE \\",
      "    --option tea --option coffee --option milk 'What shall we drink?'",
      "",
      "  RULE is a rule of 'maos vote count', and parameters are those of its files, except lot,",
      "  ruling, veto and delegates; arbiter names who rules on ties. docs/voting.md has them all."
    })
final class VoteProposeCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final GuardOptions guards = new GuardOptions();

  @Option(
      names = "--by",
      paramLabel = "AGENT",
      required = true,
      description = "Who asks; it need not be one who votes.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId proposer;

  @Option(
      names = "--voter",
      paramLabel = "AGENT[=WEIGHT]",
      required = true,
      description = "Who may vote, as ann or ann=5/2 (default weight: 1); for each of them again.")
  private List<Voter> voters = new ArrayList<>();

  @Mixin private final ContestOptions contest = new ContestOptions();

  @Option(names = "--veto", paramLabel = "AGENT", description = "A voter who may say VETO.")
  private List<AgentId> vetoes = new ArrayList<>();

  @Option(
      names = "--delegate",
      paramLabel = "FROM=TO",
      description = "Whose ballot stands for a voter that casts none.")
  private Map<AgentId, AgentId> delegates = new LinkedHashMap<>();

  @Option(
      names = "--open",
      paramLabel = "TIME",
      description = "How long ballots are taken, as 30m (default: 1h).")
  private Duration open = Duration.ofHours(1);

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      description = "More about it, at most 10,000 characters.")
  private String description = "";

  @Option(names = "--json", description = "Print one JSON object: its id, title and deadline.")
  private boolean json;

  @Parameters(paramLabel = "TITLE", description = "What is asked, in a line.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private String title;

  VoteProposeCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var subject = Subject.of(proposer, title, description);
    var asked = contest.contest();
    var electorate = electorate();
    checkOpen();
    try (var maos = host.open(url, BusOptions.defaults(), guards.guardOf(proposer, host))) {
      print(maos.consensus().propose(subject, asked, electorate, open));
      return ExitCode.OK;
    }
  }

  private Electorate electorate() {
    var weights = new HashMap<AgentId, Fraction>();
    for (var voter : voters) {
      if (weights.put(voter.agent(), voter.weight()) != null) {
        throw new InvalidInputException(
            ErrorCode.INVALID_USAGE, "--voter", voter.agent().value(), "each voter once");
      }
    }
    return new Electorate(weights, Set.copyOf(vetoes), delegates);
  }

  private void checkOpen() {
    if (!open.isPositive()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--open", open.toString(), "more than zero");
    }
  }

  private void print(Proposal proposal) {
    var terminal = host.terminal();
    if (!json) {
      terminal.out().println(proposal.id());
      return;
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("proposal", proposal.id().value());
    fields.put("title", proposal.subject().title());
    fields.put("deadline", proposal.terms().deadline().toString());
    new JsonLines(terminal).print(fields);
  }
}
