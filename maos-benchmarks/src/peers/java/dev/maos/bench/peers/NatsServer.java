package dev.maos.bench.peers;

import dev.maos.bench.BenchFailedException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A {@code nats-server} of our own, with JetStream, on a free port. */
final class NatsServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process process;
  private final int port;
  private final Path folder;

  private NatsServer(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /** Where the program is, if it is on the PATH. */
  static Optional<Path> program() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, "nats-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static NatsServer start(Path program) {
    try {
      var folder = Files.createTempDirectory("maos-bench-nats");
      int port = freePort();
      var words =
          new String[] {
            program.toString(),
            "-a",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-js",
            "-sd",
            folder.toString()
          };
      var process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      var server = new NatsServer(process, port, folder);
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new BenchFailedException("nats-server could not be started: " + e.getMessage(), e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new BenchFailedException("nats-server did not start to listen");
      }
      Thread.onSpinWait();
    }
  }

  private boolean isReady() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  String uri() {
    return "nats://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try (var files = Files.walk(folder)) {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new BenchFailedException("%s could not be deleted".formatted(folder), e);
    }
  }
}
