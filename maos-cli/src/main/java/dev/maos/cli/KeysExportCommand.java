package dev.maos.cli;

import dev.maos.base.AgentId;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the public keys of an agent. */
@Command(
    name = "export",
    description = {
      "Print the public keys of an agent as PEM, for others to import.",
      "Only public halves are printed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  maos keys export planner > planner.pem"})
final class KeysExportCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "AGENT", description = "Whose keys.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId agent;

  KeysExportCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var pem = keystore.open(host).ring().own(agent).open().toPem();
    if (json) {
      new JsonLines(host.terminal()).print(JsonLines.fields("agent", agent.value(), "pem", pem));
    } else {
      host.terminal().out().print(pem);
      host.terminal().out().flush();
    }
    return ExitCode.OK;
  }
}
