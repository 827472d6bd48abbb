package dev.maos.testkit.redis;

import dev.maos.base.TimeSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One connection through a proxy, with a thread for each direction.
 *
 * <p>Where an answer is to be dropped, the connection to the server is ended in good order first
 * and read to its end: so the server executes all that it was sent. Only then does the client
 * notice.
 */
final class ProxyConnection {
  private static final int CHUNK = 16 * 1024;

  private final FaultProxy proxy;
  private final ModeSwitch modes;
  private final Socket client;
  private final Socket server = new Socket();
  private final RequestScanner requests = new RequestScanner();
  private volatile Ending ending = Ending.ORDERLY;
  private volatile boolean muted;

  ProxyConnection(FaultProxy proxy, Socket client) {
    this.proxy = proxy;
    this.modes = proxy.modes();
    this.client = client;
  }

  /** Connects to the server and hands bytes on until one side ends. */
  void start(InetSocketAddress address) {
    Thread.ofVirtual()
        .name("fault-proxy-answers")
        .start(() -> {
          try {
            server.connect(address);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Thread.ofVirtual().name("fault-proxy-requests").start(this::requests);
            answers();
          } catch (IOException | InterruptedException _) {
            // Its end, below, is what the client sees of it.
          } finally {
            end(ending);
          }
        });
  }

  /** Ends it for both sides, at once; an ended one is left so. */
  void end(Ending how) {
    try (server) {
      if (how == Ending.RESET) {
        client.setSoLinger(true, 0);
      }
    } catch (IOException _) {
      // It had ended before.
    } finally {
      close(client);
      proxy.ended(this);
    }
  }

  private void answers() throws IOException, InterruptedException {
    var chunk = new byte[CHUNK];
    for (int n = read(server, chunk); n > 0; n = read(server, chunk)) {
      if (!muted && modes.modeFor(true) instanceof ProxyMode.DropReplies(var how)) {
        mute(how);
        server.shutdownOutput();
      }
      handOn(chunk, n, client, true);
    }
    // The end is held as the bytes before it were.
    modes.modeFor(true);
  }

  private void requests() {
    var chunk = new byte[CHUNK];
    try {
      for (int n = read(client, chunk); n > 0; n = read(client, chunk)) {
        int wanted = upToLast(chunk, n, modes.modeFor(false));
        handOn(chunk, wanted, server, false);
        if (muted) {
          break;
        }
      }
      modes.modeFor(false);
      server.shutdownOutput();
      discardRest(chunk);
    } catch (IOException | InterruptedException _) {
      if (!muted) {
        end(ending);
      }
    }
  }

  // A socket that is closed with bytes unread ends with a reset.
  private void discardRest(byte[] chunk) throws IOException {
    while (read(client, chunk) > 0) {
      // Too late for the server.
    }
  }

  /** How many of the bytes belong to requests that are to reach the server. */
  private int upToLast(byte[] chunk, int n, ProxyMode mode) {
    for (int i = 0; i < n; i++) {
      if (requests.endsWith(chunk[i])
          && mode instanceof ProxyMode.CloseAfter last
          && last.isDoneBy(requests.word())) {
        // Before the request is handed on: its answer could be faster than this thread.
        mute(last.ending());
        modes.passAfter(last);
        return i + 1;
      }
    }
    return n;
  }

  private void mute(Ending how) {
    ending = how;
    muted = true;
  }

  private void handOn(byte[] chunk, int n, Socket to, boolean answer)
      throws IOException, InterruptedException {
    var out = to.getOutputStream();
    for (int from = 0; from < n && !(answer && muted); ) {
      var mode = modes.modeFor(answer);
      int size = Math.min(mode.slice(), n - from);
      // Counted first, so that whoever has got the bytes finds them counted.
      proxy.count(answer, size);
      out.write(chunk, from, size);
      from += size;
      TimeSource.system().sleep(mode.pause(size));
    }
  }

  private static int read(Socket from, byte[] chunk) throws IOException {
    return from.getInputStream().read(chunk);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // There is nothing left to close.
    }
  }
}
