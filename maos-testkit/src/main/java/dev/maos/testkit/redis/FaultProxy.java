package dev.maos.testkit.redis;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Trouble on demand between a client and a server: a TCP proxy on the loopback whose ways can be
 * changed while it runs.
 *
 * <p>It starts by passing everything. Each call of a mode replaces the one before, for connections
 * that are there and for new ones; {@link #pass} heals everything but connections that ended. The
 * bytes may be of any protocol; only {@link #closeAfterRequest} has to understand those of a Redis
 * client. Thread-safe. Owns threads until {@link #close}.
 */
public final class FaultProxy implements AutoCloseable {
  private final InetSocketAddress server;
  private final Door door = new Door(this::welcome);
  private final ModeSwitch modes = new ModeSwitch();
  private final Set<ProxyConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong toServer = new AtomicLong();
  private final AtomicLong toClients = new AtomicLong();

  private FaultProxy(InetSocketAddress server) {
    this.server = server;
  }

  /** A proxy in front of a port on the loopback. */
  public static FaultProxy inFrontOf(int port) {
    return inFrontOf(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** A proxy in front of a server. */
  public static FaultProxy inFrontOf(InetSocketAddress server) {
    var proxy = new FaultProxy(server);
    proxy.pass();
    return proxy;
  }

  /** The port on the loopback where clients find it; the same for its whole life. */
  public int port() {
    return door.port();
  }

  /** Where a client finds it, when a plain Redis server is behind it. */
  public String uri() {
    return "redis://127.0.0.1:" + port();
  }

  /** Hands everything on at once; what was held goes first. */
  public void pass() {
    change(new ProxyMode.Pass());
  }

  /** Is not there: ends all connections and refuses new ones. */
  public void refuse() {
    door.shut();
    cut();
  }

  /** Keeps connections open and takes new ones, and hands on nothing; nothing is lost. */
  public void stall() {
    change(new ProxyMode.Stall(false));
  }

  /** Hands on requests and holds the answers; nothing is lost. */
  public void stallReplies() {
    change(new ProxyMode.Stall(true));
  }

  /**
   * Hands on requests, but ends a connection in place of its next answer.
   *
   * <p>The server has executed all that was handed on, when the client notices the end.
   */
  public void dropReplies(Ending ending) {
    change(new ProxyMode.DropReplies(ending));
  }

  /**
   * Ends one connection in place of the answer to the {@code n}-th request from now, counted over
   * all connections; then passes again.
   *
   * <p>The server has executed that request, when the client notices the end. Answers to requests
   * before it that had not come through by then are lost too; requests that the client sent after
   * it on that connection do not reach the server.
   *
   * @param n at least 1
   */
  public void closeAfterRequest(int n, Ending ending) {
    closeAfterRequest("", n, ending);
  }

  /**
   * Like {@link #closeAfterRequest(int, Ending)}, counting only requests with this first word, such
   * as {@code EVALSHA}, in any case of letters; the empty word stands for all.
   */
  public void closeAfterRequest(String word, int n, Ending ending) {
    atLeastOne("n", n);
    change(new ProxyMode.CloseAfter(word, new AtomicInteger(n), ending));
  }

  /** Hands on so many bytes a second, at least 1, in each direction of each connection. */
  public void slow(int bytesPerSecond) {
    atLeastOne("bytesPerSecond", bytesPerSecond);
    change(new ProxyMode.Slow(bytesPerSecond));
  }

  /** Hands on each byte by itself, as fast as that goes. */
  public void byteByByte() {
    change(new ProxyMode.ByteByByte());
  }

  /** Ends all connections now, in good order; the mode stays. */
  public void cut() {
    open.forEach(connection -> connection.end(Ending.ORDERLY));
  }

  /** Ends all connections now with a reset; the mode stays. */
  public void cutWithReset() {
    open.forEach(connection -> connection.end(Ending.RESET));
  }

  /** How many connections it took so far. */
  public int connections() {
    return accepted.get();
  }

  /** How many connections are open now. */
  public int openConnections() {
    return open.size();
  }

  /** How many bytes it handed on to the server so far. */
  public long bytesToServer() {
    return toServer.get();
  }

  /** How many bytes it handed on to clients so far. */
  public long bytesToClients() {
    return toClients.get();
  }

  /** Ends all connections and the proxy; closing twice is fine, another mode is not. */
  @Override
  public void close() {
    door.lock();
    cut();
    // Threads that hold something let go and find their connections gone.
    modes.set(new ProxyMode.Pass());
  }

  ModeSwitch modes() {
    return modes;
  }

  void count(boolean answer, int bytes) {
    (answer ? toClients : toServer).addAndGet(bytes);
  }

  void ended(ProxyConnection connection) {
    open.remove(connection);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": at least 1, not " + value);
    }
  }

  private void change(ProxyMode next) {
    modes.set(next);
    door.open();
  }

  private void welcome(Socket client) {
    var connection = new ProxyConnection(this, client);
    accepted.incrementAndGet();
    open.add(connection);
    connection.start(server);
  }
}
