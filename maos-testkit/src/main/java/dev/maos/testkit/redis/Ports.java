package dev.maos.testkit.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports for servers that may be killed and started again on the same one.
 *
 * <p>They lie below those that systems give to outgoing connections. Otherwise a client that knocks
 * while its server is down could get the server's port as its own and talk to itself.
 */
final class Ports {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int TRIES = 1_000;
  private static final Set<Integer> given = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** A port that nobody listens on, and that this process was not given before. */
  static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (given.add(port) && nobodyListensOn(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + FIRST + " to " + (END - 1));
  }

  private static boolean nobodyListensOn(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
