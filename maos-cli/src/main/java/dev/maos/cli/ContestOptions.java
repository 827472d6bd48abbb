package dev.maos.cli;

import dev.maos.cli.vote.ContestText;
import dev.maos.consensus.Contest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is asked and how it is counted, in options of a command. */
final class ContestOptions {
  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description = "How it is counted (default: SIMPLE_MAJORITY).")
  private String rule = "SIMPLE_MAJORITY";

  @Option(
      names = "--option",
      paramLabel = "NAME",
      description = "What can be elected, under a rule that elects; for each of them again.")
  private List<String> options = new ArrayList<>();

  @Option(
      names = "--parameters",
      paramLabel = "JSON",
      description = "Parameters of the rule, the quorum and how ties are broken.")
  private String parameters = "{}";

  Contest contest() {
    return ContestText.read(rule, options, parameters);
  }
}
