package dev.maos.cli;

import picocli.CommandLine.Command;

/** Looks at who is there. */
@Command(
    name = "agents",
    description = {
      "See who is registered, who lives, and who is able to do what.",
      "Nobody is changed, and whoever looks is not registered."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos agents ls",
      "  maos agents show ann",
      "  maos agents find 'java-review>=17'",
      "  maos agents probe ann",
      "  maos agents watch --json"
    })
final class AgentsCommand {}
