package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the keys of an agent. */
@Command(
    name = "show",
    description = {"Show the keys of an agent.", "Ends with 1 if none are known."},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  maos keys show planner"})
final class KeysShowCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "AGENT", description = "Whose keys.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId agent;

  KeysShowCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var figures = new KeyFigures(keystore.open(host).ring());
    var found = figures.current().stream().filter(key -> key.isOf(agent)).toList();
    if (found.isEmpty()) {
      throw new MaosException(
          ErrorCode.NO_SUCH_KEY, "no keys of agent %s are in the keystore".formatted(agent));
    }
    figures.print(host.terminal(), found, json);
    return ExitCode.OK;
  }
}
