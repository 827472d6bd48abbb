package dev.maos.cli;

import picocli.CommandLine.Command;

/** The command itself: says what there is. */
@Command(
    name = "maos",
    description = "A message bus for agents: watch it at work, and measure it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos demo                 watch a crew of agents review source files",
      "  maos demo --chaos ~/code  several crashes, over your own files",
      "  maos bench bus            how fast the message bus is on this machine",
      "  maos help demo            more about one command",
      "",
      "MAOS_URL says where the backend is; NO_COLOR=1 turns colours off;",
      "MAOS_DEBUG=1 shows where in the code an unexpected failure happened."
    })
final class MaosCommand {}
