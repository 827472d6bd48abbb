package dev.maos.cli;

import picocli.CommandLine.Command;

/** Looks after queues. */
@Command(
    name = "queue",
    description = {
      "Look at queues and look after them.",
      "A queue is named inbox:AGENT, group:GROUP, subscription:AGENT/PATTERN or"
          + " subscription:@GROUP/PATTERN."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos queue ls",
      "  maos queue show inbox:store",
      "  maos queue forget 'subscription:watcher/>'",
      "  maos queue sweep"
    })
final class QueueCommand {}
