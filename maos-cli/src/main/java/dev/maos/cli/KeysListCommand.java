package dev.maos.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists keys. */
@Command(
    name = "list",
    description = {"List the agents whose keys are in the keystore, and their keys."},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  maos keys list", "  maos keys list --json | jq -r .agent"})
final class KeysListCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  KeysListCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var figures = new KeyFigures(keystore.open(host).ring());
    figures.print(host.terminal(), figures.all(), json);
    return ExitCode.OK;
  }
}
