package dev.maos.redis.decisions;

import dev.maos.base.TimeSource;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A namespace of its own on a real server, with a store, and what tests do to it. */
final class VoteSite implements AutoCloseable {
  /** Shared by all tests of this package; it ends with this process. */
  static final RedisServer SERVER = RedisServer.start();

  private static final AtomicLong NAMESPACES = new AtomicLong();
  private static final long PAUSE_NANOS = 200_000;
  private static final long START_MICROS = 1_700_000_000_000_000L;

  private final String namespace = "votes-" + NAMESPACES.incrementAndGet();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final VoteLibrary library;
  private final RedisDecisionStore store;
  private long clock = START_MICROS;

  VoteSite() {
    this(VoteLibrary.load());
  }

  /** With a library that may have a bug. */
  VoteSite(VoteLibrary library) {
    this.library = library;
    this.store = storeOf(SERVER.uri());
  }

  RedisDecisionStore store() {
    return store;
  }

  String uri() {
    return SERVER.uri() + "?namespace=" + namespace + "&timeout=5s";
  }

  /** Another process's store, which reaches the server there. */
  RedisDecisionStore storeOf(String uri) {
    return storeOf(uri, step -> {});
  }

  RedisDecisionStore storeOf(String uri, Consumer<String> hook) {
    var link =
        RedisLink.open(
            RedisUri.parse(uri + "?namespace=" + namespace + "&timeout=5s"), TimeSource.system());
    closing(link);
    return new RedisDecisionStore(link, library, hook);
  }

  <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  /** From now on time passes only by hand. */
  void stopClock() {
    SERVER.command("HSET", key("meta"), "clock", Long.toString(clock));
  }

  void pass(Duration duration) {
    clock += TimeUnit.MICROSECONDS.convert(duration);
    stopClock();
  }

  /** Looks until it is so, as long as the test may take. */
  static void until(String what, BooleanSupplier isSo) {
    while (!isSo.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new AssertionError("there was no " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  String key(String name) {
    return "maos:{" + namespace + "}:votes:" + name;
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
