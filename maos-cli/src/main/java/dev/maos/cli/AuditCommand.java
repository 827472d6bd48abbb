package dev.maos.cli;

import picocli.CommandLine.Command;

/** Reads audit logs. */
@Command(
    name = "audit",
    description = "Read the audit log of security, and check that nobody has changed it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos audit show audit.log",
      "  maos audit verify audit.log",
      "  maos audit verify audit.log --head 1207:5f0c...   what was its end once"
    })
final class AuditCommand {}
