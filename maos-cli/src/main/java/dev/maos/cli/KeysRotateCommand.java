package dev.maos.cli;

import dev.maos.base.AgentId;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces the keys of an agent. */
@Command(
    name = "rotate",
    description = {
      "Replace the keys of an agent. The old ones open what is on its way, for 24 hours, and then"
          + " they are destroyed.",
      "They are for what the old ones were for; --rsa and --post-quantum add a key that the agent"
          + " had none of.",
      "The others have to approve the new public keys: see 'maos keys export'."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos keys rotate planner && maos keys export planner > planner.pem",
      "  maos keys rotate planner --post-quantum"
    })
final class KeysRotateCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();
  @Mixin private final PurposeOptions more = new PurposeOptions();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "AGENT", description = "Whose keys.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId agent;

  KeysRotateCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var opened = keystore.open(host);
    var keys = opened.ring().rotate(agent, more.named()).open();
    opened.save();
    var figures = new KeyFigures(opened.ring());
    figures.print(host.terminal(), figures.of(keys), json);
    return ExitCode.OK;
  }
}
