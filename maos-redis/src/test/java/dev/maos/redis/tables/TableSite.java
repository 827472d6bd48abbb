package dev.maos.redis.tables;

import dev.maos.base.TimeSource;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A namespace of its own on a real server, with tables, and what tests do to it. */
final class TableSite implements AutoCloseable {
  /** Shared by all tests of this package; it ends with this process. */
  static final RedisServer SERVER = RedisServer.start();

  private static final AtomicLong NAMESPACES = new AtomicLong();
  private static final long START_MICROS = 1_700_000_000_000_000L;

  private final String uri;
  private final Function<String, RedisServer> holder;
  private final String namespace = "tables-" + NAMESPACES.incrementAndGet();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private long clock = START_MICROS;

  TableSite() {
    this(SERVER.uri(), _ -> SERVER);
  }

  /** On other servers, of which this one has a key. */
  TableSite(String uri, Function<String, RedisServer> holder) {
    this.uri = uri;
    this.holder = holder;
  }

  /** A process's tables. */
  RedisTables tables() {
    return tables(uri, UnaryOperator.identity());
  }

  /** Those of a process that reaches the server there, and whose rules are changed so. */
  RedisTables tables(String uri, UnaryOperator<String> change) {
    var link =
        RedisLink.open(
            RedisUri.parse(uri + "?namespace=" + namespace + "&timeout=5s"), TimeSource.system());
    closing(link);
    return new RedisTables(link, TableLibrary.patched(change));
  }

  <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  /** From now on time passes only by hand. */
  void stopClock() {
    holder.apply(key("meta")).command("HSET", key("meta"), "clock", Long.toString(clock));
  }

  void pass(Duration duration) {
    clock += TimeUnit.MICROSECONDS.convert(duration);
    stopClock();
  }

  String key(String name) {
    return "maos:{" + namespace + "}:tables:" + name;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
