package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.security.keys.KeyPurpose;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes keys for an agent. */
@Command(
    name = "generate",
    description = {
      "Make keys for an agent: to sign (SIGN), to agree on secrets (AGREE) and, with --rsa, to wrap"
          + " them (WRAP), or with --post-quantum to agree on lasting ones (AGREE_LASTING).",
      "The keystore is made if it is not there. Ends with 1 if the agent has keys; rotate them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos keys generate planner --keystore ~/.maos/keys",
      "  maos keys generate planner --post-quantum"
    })
final class KeysGenerateCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();
  @Mixin private final PurposeOptions more = new PurposeOptions();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "AGENT", description = "Whose keys.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId agent;

  KeysGenerateCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var opened = keystore.openOrMake(host);
    var purposes = EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE);
    purposes.addAll(more.named());
    var keys = opened.ring().generate(agent, purposes).open();
    opened.save();
    var figures = new KeyFigures(opened.ring());
    figures.print(host.terminal(), figures.of(keys), json);
    return ExitCode.OK;
  }
}
