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
  private Optional<Porter> porter = Optional.empty();
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
    if (porter.isEmpty()) {
      porter = Optional.of(porter(listen()));
    }
  }

  /** Lets nobody in from now on; all that came before have been welcomed. */
  synchronized void shut() {
    porter.ifPresent(Porter::dismiss);
    porter = Optional.empty();
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

  private Porter porter(ServerSocket listener) {
    var thread = Thread.ofVirtual().name("fault-proxy-" + port).start(() -> welcomeAll(listener));
    return new Porter(listener, thread);
  }

  private void welcomeAll(ServerSocket listener) {
    try {
      while (true) {
        welcome.accept(listener.accept());
      }
    } catch (IOException _) {
      // The door was shut.
    }
  }

  /** Who lets clients in. */
  private record Porter(ServerSocket listener, Thread thread) {
    void dismiss() {
      try {
        listener.close();
        // The system goes on listening until the thread that waits for clients has noticed.
        thread.join();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
