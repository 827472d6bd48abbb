package dev.maos.cli;

import picocli.CommandLine.Command;

/** Works with votes. */
@Command(
    name = "vote",
    description = {
      "Ask agents to decide, vote, see what came out, and prove it.",
      "'count' and 'verify' need no server; 'agree' trusts none (tolerance BYZANTINE); the others"
          + " work with the votes of a backend that processes share."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ID=$(maos vote propose --by ann --voter ann --voter bob 'Deploy the model?')",
      "  maos vote cast $ID ann yes",
      "  maos vote await $ID --timeout 10m && ./deploy",
      "  maos vote audit $ID vote.export",
      "  maos vote verify vote.export",
      "  maos vote agree --committee board --as ann 'Deploy the model?' yes",
      "  maos vote count ballots.json"
    })
final class VoteCommand {}
