package dev.maos.cli;

import dev.maos.cli.Terminal.Interactive;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A terminal whose screen can be read back. */
final class TestTerminal {
  private final Charset charset;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal;

  TestTerminal(Charset charset, Interactive interactive, Map<String, String> environment) {
    this.charset = charset;
    this.terminal =
        new Terminal(
            new PrintStream(out, true, charset),
            new PrintStream(err, true, charset),
            interactive,
            environment);
  }

  /** As when output goes into a file. */
  static TestTerminal plain(Map<String, String> environment) {
    return new TestTerminal(StandardCharsets.UTF_8, Interactive.NEITHER, environment);
  }

  /** As when a person looks at it. */
  static TestTerminal live(Map<String, String> environment) {
    return new TestTerminal(StandardCharsets.UTF_8, new Interactive(true, true), environment);
  }

  Terminal terminal() {
    return terminal;
  }

  int run(String... args) {
    return Main.run(terminal, args);
  }

  String out() {
    return out.toString(charset);
  }

  String err() {
    return err.toString(charset);
  }

  List<String> errLines() {
    return err().lines().toList();
  }
}
