package dev.maos.testkit.redis;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Servers that belong together; all of them are closed together. For one thread. */
final class Servers implements AutoCloseable {
  private final List<RedisServer> all = new ArrayList<>();

  /** Keeps a server that was just started. */
  RedisServer add(RedisServer server) {
    all.add(server);
    return server;
  }

  List<RedisServer> all() {
    return List.copyOf(all);
  }

  List<RedisServer> alive() {
    return all.stream().filter(RedisServer::isAlive).toList();
  }

  RedisServer onPort(int port) {
    return all.stream()
        .filter(server -> server.port() == port)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("none of our servers is on port " + port));
  }

  /** {@code 127.0.0.1:20000,127.0.0.1:20001}. */
  static String addresses(List<RedisServer> among) {
    return among.stream()
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(","));
  }

  /** Waits until a look at the servers finds it so; one that does not answer is not so. */
  void await(String what, BooleanSupplier look) {
    Await.until(() -> finds(look), () -> what + "\n" + logs());
  }

  private static boolean finds(BooleanSupplier look) {
    try {
      return look.getAsBoolean();
    } catch (ErrorReply | UncheckedIOException _) {
      return false;
    }
  }

  private String logs() {
    return all.stream()
        .map(server -> "--- " + server.port() + "\n" + server.log())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    all.reversed().forEach(RedisServer::close);
  }
}
