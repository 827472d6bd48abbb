package dev.maos.cli;

import picocli.CommandLine.Command;

/** Looks after dead letters. */
@Command(
    name = "dlq",
    description = {
      "Look at the dead letters of a queue, send them back or delete them.",
      "A dead letter is a message that could not be handled, kept with its reason."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos dlq ls",
      "  maos dlq ls inbox:store",
      "  maos dlq show inbox:store 019b7a00-0000-7000-8000-000000000001",
      "  maos dlq redrive inbox:store --where reason=EXPIRED",
      "  maos dlq purge inbox:store --all"
    })
final class DlqCommand {}
