package dev.maos.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A port on the loopback where clients are let in, or not, one after the other.
 *
 * <p>Thread-safe. Owns a thread while it is open.
 */
final class Door {
  private final int port = Ports.free();
  private final Consumer<Socket> welcome;
  private Optional<ServerSocket> listener = Optional.empty();
  private boolean locked;

  /** A shut door; {@code welcome} gets each client and must be quick. */
  Door(Consumer<Socket> welcome) {
    this.welcome = welcome;
  }

  int port() {
    return port;
  }

  /** Lets clients in from now on; an open door is left so. */
  synchronized void open() {
    if (locked) {
      throw new IllegalStateException("the proxy is closed");
    }
    if (listener.isEmpty()) {
      var fresh = listen();
      listener = Optional.of(fresh);
      Thread.ofVirtual().name("fault-proxy-" + port).start(() -> letIn(fresh));
    }
  }

  /** Lets nobody in from now on; a shut door is left so. */
  synchronized void shut() {
    try {
      if (listener.isPresent()) {
        listener.get().close();
      }
      listener = Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shuts it for ever. */
  synchronized void lock() {
    locked = true;
    shut();
  }

  private ServerSocket listen() {
    try {
      var fresh = new ServerSocket();
      fresh.setReuseAddress(true);
      fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  private void letIn(ServerSocket through) {
    try {
      while (true) {
        greet(through, through.accept());
      }
    } catch (IOException _) {
      // The door was shut.
    }
  }

  // Under the lock: whoever shut the door then finds all that came through it.
  private synchronized void greet(ServerSocket through, Socket client) throws IOException {
    if (through.isClosed()) {
      client.close();
    } else {
      welcome.accept(client);
    }
  }
}
