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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** Everything that a backend must do, done by a real server whose clock stands in our hands. */
class RedisBusContractTest extends MessageBusContract {
  private static final AtomicLong NAMESPACES = new AtomicLong();

  /** Shared with those who run this again in another way; it ends with this process. */
  private static final RedisServer SERVER = RedisServer.start();

  private final ManualTime time = new ManualTime();
  private final String namespace = "contract-" + NAMESPACES.incrementAndGet();
  private final List<RedisLink> links = new ArrayList<>();
  private final List<RedisTransport> transports = new ArrayList<>();

  @Override
  public MessageTransport transport(QueueLimits limits) {
    setClock(time.micros());
    var uri = RedisUri.parse(SERVER.uri() + "?namespace=" + namespace + "&timeout=5s");
    var link = RedisLink.open(uri, TimeSource.system());
    links.add(link);
    var transport = open(link, limits, time);
    transports.add(transport);
    return transport;
  }

  RedisTransport open(RedisLink connected, QueueLimits limits, TimeSource clock) {
    return RedisTransport.open(connected, limits, clock);
  }

  @AfterEach
  void closeTransport() {
    transports.forEach(RedisTransport::close);
    links.forEach(RedisLink::close);
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
    transports.forEach(RedisTransport::lookNow);
  }

  private void setClock(long micros) {
    var _ = SERVER.command("HSET", "maos:{" + namespace + "}:meta", "clock", "" + micros);
  }
}
