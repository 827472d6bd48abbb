package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks a person before something is lost for good. */
final class Confirmation {
  private static final Set<String> YES = Set.of("y", "yes");
  private static final int LONGEST_ANSWER = 100;

  private final Host host;

  Confirmation(Host host) {
    this.host = host;
  }

  /**
   * Whether the person says yes; silence is no.
   *
   * @throws MaosException {@link ErrorCode#INVALID_USAGE} if there is nobody to ask
   */
  boolean of(String question) throws IOException {
    var terminal = host.terminal();
    if (!host.input().interactive() || !terminal.interactive().err()) {
      throw new MaosException(
          ErrorCode.INVALID_USAGE, "nobody can be asked here, so --yes is needed");
    }
    terminal.err().print(terminal.errStyle().shown(question + " [y/N] "));
    terminal.err().flush();
    if (YES.contains(answer().strip().toLowerCase(Locale.ROOT))) {
      return true;
    }
    terminal.err().println("Nothing was changed.");
    return false;
  }

  private String answer() throws IOException {
    var bytes = new byte[LONGEST_ANSWER];
    int length = 0;
    int next = host.input().stream().read();
    while (next >= 0 && next != '\n') {
      if (length < LONGEST_ANSWER) {
        bytes[length++] = (byte) next;
      }
      next = host.input().stream().read();
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
