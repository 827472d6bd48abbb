package dev.maos.redis.event;

import dev.maos.base.ManualTime;
import dev.maos.base.TimeSource;
import dev.maos.event.EventStore;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.EventStoreContract;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** Everything that a store must do, done by a real server whose clock stands in our hands. */
class RedisEventStoreContractTest extends EventStoreContract {
  private static final AtomicLong NAMESPACES = new AtomicLong();

  /** Shared by all tests; it ends with this process. */
  private static final RedisServer SERVER = RedisServer.start();

  private final ManualTime time = new ManualTime();
  private final String namespace = "events-" + NAMESPACES.incrementAndGet();
  private final List<RedisLink> links = new ArrayList<>();

  @Override
  public EventStore store() {
    setClock();
    var uri = RedisUri.parse(SERVER.uri() + "?namespace=" + namespace + "&timeout=5s");
    var link = RedisLink.open(uri, TimeSource.system());
    links.add(link);
    return RedisEventStore.open(link, time);
  }

  @AfterEach
  void closeLinks() {
    links.forEach(RedisLink::close);
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public void pass(Duration duration) {
    time.advance(duration);
    setClock();
  }

  private void setClock() {
    var key = "maos:{" + namespace + "}:events:meta";
    var _ = SERVER.command("HSET", key, "clock", "" + time.micros());
  }
}
