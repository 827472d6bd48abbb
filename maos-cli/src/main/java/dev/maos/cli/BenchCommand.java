package dev.maos.cli;

import picocli.CommandLine.Command;

/** Measures parts of the product on this machine. */
@Command(
    name = "bench",
    description = "Measure how fast things are on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos bench bus",
      "  maos bench bus --json > bus.json",
      "  maos bench events",
      "  maos bench registry"
    })
final class BenchCommand {}
