package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trusts the public keys of another agent. */
@Command(
    name = "import",
    description = {
      "Trust the public keys of another agent, as its export printed them and came over a way that"
          + " you trust.",
      "Ends with 1 if other keys are trusted for it already: with --approve these take their place,"
          + " once somebody has looked at the change. What the old keys signed still counts while"
          + " it can be on its way."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos keys import planner planner.pem",
      "  maos keys import planner planner-new.pem --approve"
    })
final class KeysImportCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Option(names = "--approve", description = "Take the place of keys that are trusted already.")
  private boolean approve;

  @Parameters(index = "0", paramLabel = "AGENT", description = "Whose keys they are.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId agent;

  @Parameters(index = "1", paramLabel = "FILE", description = "The PEM that export printed.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private Path file;

  KeysImportCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var keys = PemFile.read("FILE", file, agent);
    var opened = keystore.openOrMake(host);
    if (opened.ring().owns(agent)) {
      throw new MaosException(
          ErrorCode.KEY_EXISTS,
          "agent %s has keys of its own in this keystore; nobody else's are taken for it"
              .formatted(agent));
    }
    if (approve) {
      opened.ring().approveChange(keys);
    } else {
      opened.ring().pin(keys);
    }
    opened.save();
    var figures = new KeyFigures(opened.ring());
    figures.print(host.terminal(), figures.of(keys), json);
    return ExitCode.OK;
  }
}
