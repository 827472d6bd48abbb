package dev.maos.cli;

import dev.maos.security.keys.KeyId;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Revokes a key. */
@Command(
    name = "revoke",
    description = {
      "Refuse a key from now on, whatever was signed by it or sealed for it.",
      "This cannot be taken back. It counts where this keystore is used; tell the others too."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  maos keys revoke 0f3a5c7e9b1d2f4a6c8e0b2d4f6a8c0e"})
final class KeysRevokeCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final KeystoreOptions keystore = new KeystoreOptions();

  @Option(names = "--json", description = "Print one JSON object a line, and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "KEY", description = "The id of the key, as list shows it.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private KeyId key;

  KeysRevokeCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    var opened = keystore.open(host);
    boolean known =
        new KeyFigures(opened.ring())
            .all().stream().anyMatch(it -> it.key().equals(key) && it.owner().isPresent());
    opened.ring().revoke(key);
    opened.save();
    if (!known) {
      // It may be somebody's whom this keystore does not know, or a slip of the pen.
      host.terminal().err().println("no key of this id is in the keystore: compare it");
    }
    if (json) {
      new JsonLines(host.terminal())
          .print(JsonLines.fields("key", key.toString(), "state", "REVOKED"));
    } else {
      host.terminal().out().println("revoked: " + key);
    }
    return ExitCode.OK;
  }
}
