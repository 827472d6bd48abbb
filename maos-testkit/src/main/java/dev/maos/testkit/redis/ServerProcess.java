package dev.maos.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A running server program, and the guard that ends it when this process is gone.
 *
 * <p>The guard is a shell that waits for the end of its input, which comes also when this process
 * is killed; then it kills the server and removes its folder.
 */
final class ServerProcess {
  private static final String GUARD = "cat >/dev/null; kill -9 \"$1\"; shift; rm -rf \"$@\"";

  private final Process server;
  private final Process guard;

  private ServerProcess(Process server, Process guard) {
    this.server = server;
    this.guard = guard;
  }

  /** Starts the program in a folder, with what it says appended to a file there. */
  static ServerProcess start(List<String> command, Path folder, Path log) {
    try {
      var server =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
      server.getOutputStream().close();
      return new ServerProcess(server, guard(server, folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  private static Process guard(Process server, Path folder) throws IOException {
    var command = new ArrayList<>(List.of("sh", "-c", GUARD, "guard"));
    command.add(Long.toString(server.pid()));
    command.add(folder.toString());
    Binary.leftovers().forEach(path -> command.add(path.toString()));
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  long pid() {
    return server.pid();
  }

  boolean isAlive() {
    return server.isAlive();
  }

  /** Sends a signal, such as {@code STOP}. */
  void signal(String name) {
    try {
      // The shell's own kill: a small image may lack the program of that name.
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills the server, and returns when it is dead; a dead one is left so. */
  void kill() {
    guard.destroyForcibly();
    server.destroyForcibly().onExit().join();
  }
}
