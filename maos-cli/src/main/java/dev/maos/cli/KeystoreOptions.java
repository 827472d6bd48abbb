package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.keys.Keystore;
import dev.maos.security.keys.Password;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Which keystore, and where its password comes from: a file, a variable, or whoever sits at the
 * terminal; never the command line, which others can read.
 */
final class KeystoreOptions {
  static final String FILE_VARIABLE = "MAOS_KEYSTORE";
  static final String PASSWORD_VARIABLE = "MAOS_KEYSTORE_PASSWORD";

  /** How long a message can be on its way, so how long a replaced key is kept. */
  private static final Duration LIFETIME = Duration.ofHours(24);

  private static final int LONGEST_PASSWORD = 1_024;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "The file with the keys (default: $$" + FILE_VARIABLE + ").")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "A file whose first line is the password (default: $$"
              + PASSWORD_VARIABLE
              + ", or you are asked).")
  private Optional<Path> passwordFile = Optional.empty();

  private final SecureRandom random = new SecureRandom();

  /** An open keystore: what it holds, and how to write it back. */
  record Opened(KeyRing ring, Keystore store, Password password) {
    void save() {
      store.save(ring, password);
    }
  }

  /** Whether one is named, here or by the variable. */
  boolean isNamed(Terminal terminal) {
    return path(terminal).isPresent();
  }

  private Optional<Path> path(Terminal terminal) {
    return file.or(() -> terminal.variable(FILE_VARIABLE).map(Path::of));
  }

  /** Opens the keystore, which must be there. */
  Opened open(Host host) throws IOException {
    return open(host, keystore(host.terminal()));
  }

  /** Opens the keystore, or an empty one in its place if it is not there. */
  Opened openOrMake(Host host) throws IOException {
    var store = keystore(host.terminal());
    return store.exists()
        ? open(host, store)
        : new Opened(new KeyRing(host.time(), random, LIFETIME), store, password(host));
  }

  private Opened open(Host host, Keystore store) throws IOException {
    var password = password(host);
    return new Opened(store.load(password, host.time(), LIFETIME), store, password);
  }

  private Keystore keystore(Terminal terminal) {
    var path =
        path(terminal)
            .orElseThrow(() ->
                new MaosException(
                    ErrorCode.INVALID_USAGE,
                    "no keystore is named; use --keystore FILE or " + FILE_VARIABLE));
    return new Keystore(path, random);
  }

  private Password password(Host host) throws IOException {
    if (passwordFile.isPresent()) {
      return Password.fromFile(passwordFile.get());
    }
    var variable = host.terminal().variable(PASSWORD_VARIABLE);
    return variable.isPresent() ? Password.of(variable.get().toCharArray()) : asked(host);
  }

  private static Password asked(Host host) throws IOException {
    var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (!host.input().interactive() || !host.terminal().interactive().err()) {
      throw new MaosException(
          ErrorCode.INVALID_USAGE,
          "nobody can be asked for the password; use --password-file FILE or " + PASSWORD_VARIABLE);
    }
    host.terminal().err().print("Password of the keystore: ");
    host.terminal().err().flush();
    // A console does not show what is typed.
    var typed = console.isPresent() ? console.get().readPassword() : typedLine(host.input());
    try {
      return Password.of(typed == null ? new char[0] : typed);
    } finally {
      if (typed != null) {
        Arrays.fill(typed, ' ');
      }
    }
  }

  private static char[] typedLine(Input input) throws IOException {
    var bytes = new byte[LONGEST_PASSWORD];
    int length = 0;
    for (int next = input.stream().read();
        next >= 0 && next != '\n' && length < LONGEST_PASSWORD;
        next = input.stream().read()) {
      bytes[length++] = (byte) next;
    }
    var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    Arrays.fill(bytes, (byte) 0);
    return text.toCharArray();
  }
}
