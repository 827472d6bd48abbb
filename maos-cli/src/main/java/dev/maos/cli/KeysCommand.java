package dev.maos.cli;

import picocli.CommandLine.Command;

/** Looks after keys. */
@Command(
    name = "keys",
    description = {
      "Make, show, replace and revoke the keys of agents, in an encrypted file.",
      "Private keys are never printed, and passwords are never arguments: they come from a file,"
          + " from MAOS_KEYSTORE_PASSWORD, or you are asked."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  export MAOS_KEYSTORE=~/.maos/keys",
      "  maos keys generate planner",
      "  maos keys export planner > planner.pem",
      "  maos keys list",
      "  maos keys rotate planner",
      "  maos keys revoke 0f3a5c7e9b1d2f4a6c8e0b2d4f6a8c0e"
    })
final class KeysCommand {}
