package dev.maos.testkit.redis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One blocking connection to a server on this machine: a request, then its answer.
 *
 * <p>It is not the client that we test with: it sets the scene and looks. For one thread.
 */
final class RespClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RespClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /** A connection whose waits, each, end after {@code patience}. */
  static RespClient connect(int port, TlsAuthority authority, Duration patience)
      throws IOException {
    var socket = new Socket();
    try {
      int millis = Math.toIntExact(patience.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      return new RespClient(authority.isGiven() ? authority.wrap(socket) : socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The words as bytes. */
  static List<byte[]> encode(String... words) {
    return Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  Reply call(String... words) throws IOException {
    return call(encode(words));
  }

  /** Sends the request and waits for its answer; an answer that is an error is thrown. */
  Reply call(List<byte[]> words) throws IOException {
    line("*" + words.size());
    for (var word : words) {
      line("$" + word.length);
      out.write(word);
      line("");
    }
    out.flush();
    return read(true);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void line(String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private Reply read(boolean outermost) throws IOException {
    var line = readLine();
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> text(rest);
      case '-' -> error(rest, outermost);
      case ':' -> new Reply.Whole(Long.parseLong(rest));
      case '$' -> string(Integer.parseInt(rest));
      case '*' -> items(Integer.parseInt(rest));
      default -> throw new IOException("not a reply: " + line);
    };
  }

  private static Reply text(String text) {
    return new Reply.Text(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Reply error(String text, boolean outermost) {
    if (outermost) {
      throw new ErrorReply(text);
    }
    return text(text);
  }

  private Reply string(int length) throws IOException {
    if (length < 0) {
      return new Reply.Nothing();
    }
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw closed();
    }
    readLine();
    return new Reply.Text(bytes);
  }

  private Reply items(int size) throws IOException {
    if (size < 0) {
      return new Reply.Nothing();
    }
    var items = new ArrayList<Reply>();
    for (int i = 0; i < size; i++) {
      items.add(read(false));
    }
    return new Reply.Items(items);
  }

  private String readLine() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw closed();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static EOFException closed() {
    return new EOFException("the server closed the connection");
  }
}
