package dev.maos.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * A real Redis server for tests, in a process of its own, on a free port of the loopback.
 *
 * <p>Its data lies in a temporary folder. {@link #close} kills it and removes the folder; so does
 * the end of this process, even a violent one. Without an append-only file nothing survives {@link
 * #kill}. The program is named by the system property {@code maos.redis.server} or the environment
 * variable {@code MAOS_REDIS_SERVER}, or comes out of the jar {@code org.signal:embedded-redis}
 * where that is on the class path.
 *
 * <p>Commands may come from many threads; starting, killing and closing from one at a time.
 */
public final class RedisServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration KNOCK = Duration.ofSeconds(1);
  private static final String HOST = "127.0.0.1";

  private final ServerFolder folder;
  private final ServerPlan plan;
  private final int port;
  private volatile ServerProcess process;

  private RedisServer(ServerPlan plan, ServerFolder folder, int port, ServerProcess process) {
    this.plan = plan;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** A plain server, that keeps its data in memory only, ready for commands. */
  public static RedisServer start() {
    return with().start();
  }

  /** The way to a server that is not plain. */
  public static RedisServerBuilder with() {
    return new RedisServerBuilder();
  }

  /** Starts a server on the port; what started is gone when it does not come up. */
  static RedisServer start(ServerPlan plan, int port) {
    // First of all: without a program nothing is to be left behind.
    Binary.path();
    var folder = ServerFolder.create(plan.lines(port), plan.mode());
    var server = new RedisServer(plan, folder, port, folder.launch());
    try {
      server.awaitAnswer();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The port on the loopback; the same after {@link #restart}. */
  public int port() {
    return port;
  }

  /**
   * Where a client finds it: {@code redis://127.0.0.1:20000}, with the password where it has one;
   * with TLS {@code rediss://127.0.0.1:20000?ca=FILE}.
   */
  public String uri() {
    return plan.uri(HOST + ":" + port);
  }

  /**
   * Sends a command on a connection of its own and waits up to ten seconds for the answer.
   *
   * <p>So a command that speaks of earlier ones on its connection, such as {@code WAIT} or {@code
   * EXEC}, finds none.
   *
   * @throws ErrorReply when the answer is an error
   * @throws UncheckedIOException when the server cannot be reached or does not answer
   */
  public Reply command(String... words) {
    return command(RespClient.encode(words));
  }

  /** Sends a command like {@link #command(String...)} whose words are any bytes. */
  public Reply command(List<byte[]> words) {
    try (var client = connect(PATIENCE)) {
      return client.call(words);
    } catch (IOException e) {
      throw new UncheckedIOException("no answer from the server on port " + port, e);
    }
  }

  /** A connection on which the login is done. */
  RespClient connect(Duration patience) throws IOException {
    var client = RespClient.connect(port, plan.authority(), patience);
    try {
      if (!plan.password().isEmpty()) {
        client.call("AUTH", plan.password());
      }
      return client;
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** Kills it with SIGKILL and returns when it is dead; a dead one is left so. */
  public void kill() {
    process.kill();
  }

  /**
   * Starts it again on the same port with the same data, killing it first if it lives, and returns
   * when it is ready.
   */
  public void restart() {
    kill();
    process = folder.launch();
    awaitAnswer();
  }

  /** Freezes it (SIGSTOP): connections stay open, and nothing is answered. */
  public void pause() {
    process.signal("STOP");
  }

  /** Lets a frozen one go on. */
  public void resume() {
    process.signal("CONT");
  }

  /** Whether its process lives; a frozen one does. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its process id; another one after {@link #restart}. */
  public long pid() {
    return process.pid();
  }

  /** The processor time that it used so far, for itself and the system, in microseconds. */
  public long cpuMicros() {
    var info = Info.of(command("INFO", "cpu"));
    return info.micros("used_cpu_user") + info.micros("used_cpu_sys");
  }

  /** The end of what it logged, at most some eight thousand characters. */
  public String log() {
    return folder.logTail();
  }

  /** Kills it and removes its data; closing twice is fine. */
  @Override
  public void close() {
    kill();
    folder.delete();
  }

  private void awaitAnswer() {
    Await.until(this::answers, () -> "an answer of the server on port " + port + "\n" + log());
  }

  // The process id tells it from a stranger who was faster to take the port.
  private boolean answers() {
    if (!isAlive()) {
      throw ended(log());
    }
    try (var client = connect(KNOCK)) {
      return plan.mode().isReady(client, pid());
    } catch (IOException | ErrorReply _) {
      return false;
    }
  }

  private IllegalStateException ended(String log) {
    var message = "the server on port " + port + " ended\n" + log;
    return log.contains("Address already in use") || log.contains("Failed listening")
        ? new PortTakenException(message)
        : new IllegalStateException(message);
  }
}
