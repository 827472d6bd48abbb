package dev.maos.cli;

import picocli.CommandLine.Command;

/** Works with votes. */
@Command(
    name = "vote",
    description = "Count votes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  maos vote count ballots.json", "  maos vote count --json - < ballots.json"})
final class VoteCommand {}
