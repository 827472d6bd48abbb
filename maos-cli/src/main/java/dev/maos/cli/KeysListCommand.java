package dev.maos.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists keys. */
@Command(
    name = "list",
    description = {
      "List the agents whose keys are in the keystore, and their keys.",
      "With --all also keys that newer ones have replaced (RETIRED), and until when: so long one's"
          + " own open what is on its way, and what those of others have signed counts; then those"
          + " (FORMER) that are believed for events and ballots which they signed before. And all"
          + " that were revoked (REVOKED), also where only the id is known. The keystore does not"
          + " have the times of revocations."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos keys list",
      "  maos keys list --json | jq -r .agent",
      "  maos keys list --all --json | jq 'select(.state == \"RETIRED\")'"
    })
final class KeysListCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Option(names = "--all", description = "Retired and revoked keys too.")
  private boolean all;

  KeysListCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var figures = new KeyFigures(keystore.open(host).ring());
    figures.print(host.terminal(), all ? figures.all() : figures.current(), json);
    return ExitCode.OK;
  }
}
