package dev.maos.cli;

import dev.maos.cli.demo.Workshop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A workshop of child processes: this program again, each told by the end of its input that it
 * shall end, which is also what it sees when this process dies. Thread-safe.
 */
final class DemoProcesses implements Workshop {
  private static final int SECONDS_TO_LEAVE = 5;
  private static final String START = "maos: ";

  private final String url;
  private final Path directory;
  private final Map<Integer, Process> processes = new ConcurrentHashMap<>();

  /**
   * A workshop without anybody in it.
   *
   * @param url where the backend is; handed on by the environment, which nobody else can read
   * @param directory what is reviewed
   */
  DemoProcesses(String url, Path directory) {
    this.url = url;
    this.directory = directory;
  }

  @Override
  public void start(int worker, Consumer<String> onEnd) throws IOException {
    var builder = new ProcessBuilder(command(worker)).redirectOutput(Redirect.DISCARD);
    builder.environment().put(BackendUrl.VARIABLE, url);
    var process = builder.start();
    processes.put(worker, process);
    Thread.startVirtualThread(() -> accompany(process, onEnd));
  }

  private List<String> command(int worker) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // These start quickly and share the machine.
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        // As the jar says of itself where it is started as a jar.
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "demo",
        "--worker=" + worker,
        directory.toString());
  }

  private static void accompany(Process process, Consumer<String> onEnd) {
    try {
      var lastWords = lastWords(process.errorReader());
      int code = process.waitFor();
      // Who interrupts us by the keyboard interrupts them too, and needs not be told.
      if (code != ExitCode.INTERRUPTED) {
        onEnd.accept(lastWords.isEmpty() ? "exit code " + code : lastWords);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String lastWords(BufferedReader errors) {
    try {
      return errors
          .lines()
          .filter(line -> line.startsWith(START))
          .reduce("", (_, line) -> line.substring(START.length()));
    } catch (UncheckedIOException e) {
      // The stream was closed by a forced end.
      return "";
    }
  }

  @Override
  public void kill(int worker) {
    var process = processes.get(worker);
    if (process != null) {
      // Not by the process itself, which would also close the stream that its last words come from.
      process.toHandle().destroyForcibly();
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    processes.values().forEach(DemoProcesses::sayGoodbye);
    for (var process : processes.values()) {
      interrupted |= !awaitEnd(process);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sayGoodbye(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has gone already.
    }
  }

  /** Waits for the end of a process, and brings it about in the end; false if interrupted. */
  private static boolean awaitEnd(Process process) {
    try {
      if (!process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return true;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      return false;
    }
  }
}
