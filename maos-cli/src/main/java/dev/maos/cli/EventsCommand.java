package dev.maos.cli;

import picocli.CommandLine.Command;

/** Looks into the history of events. */
@Command(
    name = "events",
    description = {
      "Look into what has happened: the history of events in a file or a shared backend.",
      "Events are printed as lines for people, or with --json as CloudEvents, one a line."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos events tail --url redis://localhost:6379",
      "  maos events query --store events.db --filter 'severity >= WARNING' --since 1h",
      "  maos events replay --store events.db --speed 10x --json",
      "  maos events why --store events.db 17"
    })
final class EventsCommand {}
