package dev.maos.bench.raw;

import dev.maos.bench.BenchFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/**
 * A blocking connection to a Redis server without a library: commands are written into {@link
 * #out}, sent together, and their replies are read from {@link #in} in the same order.
 *
 * <p>Not thread-safe, except that {@link #close} may be called by another thread and ends a read.
 */
final class RespConnection implements AutoCloseable {
  private static final int BUFFER = 1 << 18;

  private final RawAddress address;
  private final SocketChannel channel;
  private final ByteBuffer leaving = ByteBuffer.allocateDirect(BUFFER);
  private final RespWriter out = new RespWriter();
  private final RespReader in;
  private volatile boolean closed;

  private RespConnection(RawAddress address, SocketChannel channel) {
    this.address = address;
    this.channel = channel;
    this.in = new RespReader(channel);
  }

  /** Connects and logs in; a server that is not there is a {@link BenchFailedException}. */
  static RespConnection open(RawAddress address) {
    try {
      var channel =
          SocketChannel.open(new InetSocketAddress(address.host(), address.port()))
              .setOption(StandardSocketOptions.TCP_NODELAY, true);
      var connection = new RespConnection(address, channel);
      connection.logIn();
      return connection;
    } catch (IOException | UnresolvedAddressException e) {
      throw new BenchFailedException(
          "no Redis server answers at %s (%s); to start one: redis-server --port %d --save ''"
              .formatted(address, reason(e), address.port()),
          e);
    }
  }

  private static String reason(Exception error) {
    return error instanceof UnresolvedAddressException
        ? "unknown host"
        : String.valueOf(error.getMessage());
  }

  private void logIn() {
    var credentials = address.credentials();
    if (credentials.length > 0) {
      out.command(1 + credentials.length).argument("AUTH");
      for (var word : credentials) {
        out.argument(word);
      }
      send();
      skip(1);
    }
    if (address.database() > 0) {
      call("SELECT", Integer.toString(address.database()));
    }
  }

  RespWriter out() {
    return out;
  }

  RespReader in() {
    return in;
  }

  /** Sends what was written. */
  void send() {
    try {
      int sent = 0;
      while (sent < out.size()) {
        int part = Math.min(leaving.capacity(), out.size() - sent);
        leaving.clear().put(out.bytes(), sent, part).flip();
        while (leaving.hasRemaining()) {
          channel.write(leaving);
        }
        sent += part;
      }
      out.clear();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Reads replies and forgets them; an error among them is a {@link BenchFailedException}. */
  void skip(int replies) {
    try {
      for (int i = 0; i < replies; i++) {
        in.skip();
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Sends a command of words and awaits its reply. */
  void call(String... words) {
    out.words(words);
    send();
    skip(1);
  }

  /** Sends a command of words that is answered with a text. */
  String ask(String... words) {
    out.words(words);
    send();
    try {
      return in.bulk() ? in.text() : "";
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Sends a command of words that is answered with a number. */
  long count(String... words) {
    out.words(words);
    send();
    try {
      return in.integer();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Whether it was closed on this side. */
  boolean isClosed() {
    return closed;
  }

  BenchFailedException broken(IOException error) {
    return new BenchFailedException(
        "the connection to %s broke: %s".formatted(address, error), error);
  }

  @Override
  public void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw broken(e);
    }
  }
}
