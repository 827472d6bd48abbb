package dev.maos.cli;

import picocli.CommandLine.Command;

/** Explains who may do what. */
@Command(
    name = "rbac",
    description = "Ask an access policy who may do what, and why.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  maos rbac explain access.json planner publish tasks.review"})
final class RbacCommand {}
