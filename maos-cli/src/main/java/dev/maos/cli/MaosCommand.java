package dev.maos.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: says what there is. */
@Command(
    name = "maos",
    description =
        "A message bus for agents: watch it at work, use it, look after it, and measure it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos demo                 watch a crew of agents review source files",
      "  maos demo --chaos ~/code  several crashes, over your own files",
      "  export MAOS_URL=redis://localhost:6379                 where the next ones meet",
      "  maos pub --from me --to store --topic orders 'lamp'    send a message",
      "  maos sub --as store                                    print what arrives",
      "  maos queue ls             how many messages wait where",
      "  maos agents ls            who is there, and who lives",
      "  maos vote count FILE      who wins, and why",
      "  maos events tail          what happens, while it happens",
      "  maos keys list            whose keys are in the keystore",
      "  maos audit verify FILE    whether the audit log is as it was written",
      "  maos doctor               whether the backend is fit for its work",
      "  maos health               how the parts are, and why",
      "  maos metrics --demo       what there is to measure, as Prometheus reads it",
      "  maos bench bus            how fast the message bus is on this machine",
      "  maos help vote agree      more about one command",
      "",
      "MAOS_URL says where the backend is, and 'maos config' what else can be set;",
      "NO_COLOR=1 turns colours off;",
      "MAOS_DEBUG=1 shows where in the code an unexpected failure happened."
    })
final class MaosCommand {
  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description =
          "How logs are written to standard error: text, or json for an object a line (default:"
              + " $$MAOS_LOG_FORMAT, else text).")
  private Optional<LogFormat> logFormat = Optional.empty();

  Optional<LogFormat> logFormat() {
    return logFormat;
  }
}
