package dev.maos.redis.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers as a Redis of another version would: the program of one is not to be had everywhere. */
final class OldServer implements AutoCloseable {
  private final ServerSocket server;
  private final String version;

  private OldServer(String version) throws IOException {
    this.version = version;
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  static OldServer start(String version) throws IOException {
    var server = new OldServer(version);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      for (var words = read(in); !words.isEmpty(); words = read(in)) {
        client.getOutputStream().write(answer(words).getBytes(US_ASCII));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<String> read(BufferedReader in) throws IOException {
    var words = new ArrayList<String>();
    var head = in.readLine();
    int count = head == null ? 0 : Integer.parseInt(head.substring(1));
    for (int i = 0; i < count; i++) {
      in.readLine();
      words.add(in.readLine());
    }
    return words;
  }

  private String answer(List<String> words) {
    return switch (words.getFirst().toUpperCase(Locale.ROOT)) {
      case "PING" -> "+PONG\r\n";
      case "INFO" -> bulk("redis_version:" + version + "\r\nrole:master\r\n");
      case "CONFIG" -> "*0\r\n";
      default -> "-ERR unknown command\r\n";
    };
  }

  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
