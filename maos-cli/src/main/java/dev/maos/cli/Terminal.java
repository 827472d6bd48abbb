package dev.maos.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the command prints: results to {@code out}, progress and errors to {@code err}.
 *
 * <p>A reader that has gone away (as {@code head} does) is not an error: what is printed then goes
 * nowhere. Any other failure to write a result shows in {@code out.checkError()}.
 *
 * @param interactive which of the two a person looks at
 * @param environment the variables of the process
 */
record Terminal(
    PrintStream out, PrintStream err, Interactive interactive, Map<String, String> environment) {
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 40;
  private static final int MOST_WIDTH = 200;

  /** Whether a stream ends at a person's terminal. */
  record Interactive(boolean out, boolean err) {
    static final Interactive NEITHER = new Interactive(false, false);
  }

  Terminal {
    environment = Map.copyOf(environment);
  }

  /** That of this process. */
  static Terminal system() {
    var interactive = new Interactive(isTerminal(1), isTerminal(2));
    var out = new FileOutputStream(FileDescriptor.out);
    return new Terminal(
        Outlet.of(out, System.out.charset(), isPipe(1)), System.err, interactive, System.getenv());
  }

  /** The variable's value unless it is missing or empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Hands on what was printed to {@code out}, and returns whether somebody took all of it. */
  boolean handOn() {
    out.flush();
    return out instanceof Outlet outlet ? outlet.hasReader() : !out.checkError();
  }

  Style outStyle() {
    return style(out, interactive.out());
  }

  Style errStyle() {
    return style(err, interactive.err());
  }

  /** Whether a line on {@code err} can be drawn over. */
  boolean canRedraw() {
    return interactive.err() && !isDumb();
  }

  /** How many columns a line may have. */
  int width() {
    try {
      int columns = variable("COLUMNS").map(Integer::parseInt).orElse(USUAL_WIDTH);
      return Math.clamp(columns, LEAST_WIDTH, MOST_WIDTH);
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }

  private Style style(PrintStream stream, boolean isTerminal) {
    boolean colours = isTerminal && !isDumb() && variable("NO_COLOR").isEmpty();
    return new Style(colours, stream.charset().newEncoder().canEncode("→…·█░µ×✓✗"));
  }

  private boolean isDumb() {
    return variable("TERM").filter("dumb"::equals).isPresent();
  }

  private static boolean isPipe(int descriptor) {
    return target(descriptor).filter(target -> target.matches("(pipe|socket):.*")).isPresent();
  }

  // Java knows only whether input and output are both a terminal. Linux knows each by itself.
  static boolean isTerminal(int descriptor) {
    return target(descriptor)
        .map(target -> target.startsWith("/dev/pts/") || target.startsWith("/dev/tty"))
        .orElseGet(
            () -> Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  // Where a descriptor leads to; empty on systems other than Linux.
  private static Optional<String> target(int descriptor) {
    var link = Path.of("/proc/self/fd/" + descriptor);
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      // It is there and cannot be read: then it is nothing that we know.
      return Optional.of("");
    }
  }
}
