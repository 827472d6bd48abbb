package dev.maos.redis.bus;

import dev.maos.base.ManualTime;
import dev.maos.base.TimeSource;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.MessageBusContract;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Everything that a backend must do, done by a real server whose clock stands in our hands. */
class RedisBusContractTest extends MessageBusContract {
  private static final AtomicLong NAMESPACES = new AtomicLong();
  private static @Nullable RedisServer server;
  private static @Nullable RedisLink link;

  private final ManualTime time = new ManualTime();
  private final String namespace = "contract-" + NAMESPACES.incrementAndGet();
  private @Nullable RedisTransport transport;

  @BeforeAll
  static void startServer() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public MessageTransport transport(QueueLimits limits) {
    var uri = RedisUri.parse(server.uri() + "?namespace=" + namespace + "&timeout=5s");
    setClock(time.micros());
    link = RedisLink.open(uri, TimeSource.system());
    transport = open(link, limits, time);
    return transport;
  }

  RedisTransport open(RedisLink connected, QueueLimits limits, TimeSource clock) {
    return RedisTransport.open(connected, limits, clock);
  }

  @AfterEach
  void closeTransport() {
    transport.close();
    link.close();
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public void pass(Duration duration) {
    // The server first: what our time sets off asks the server.
    setClock(time.micros() + duration.toNanos() / 1_000);
    time.advance(duration);
    transport.lookNow();
  }

  private void setClock(long micros) {
    server.command("HSET", "maos:{" + namespace + "}:meta", "clock", Long.toString(micros));
  }
}
