package dev.maos.redis.agents;

import dev.maos.base.TimeSource;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Enrolment;
import dev.maos.registry.Rhythm;
import dev.maos.registry.SessionId;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A namespace of its own on a real server, with a store, and what tests do to it. */
final class AgentSite implements AutoCloseable {
  static final SessionId SESSION = SessionId.of("session");
  static final SessionId OTHER = SessionId.of("other");

  /** Shared by all tests of this package; it ends with this process. */
  static final RedisServer SERVER = RedisServer.start();

  private static final AtomicLong NAMESPACES = new AtomicLong();
  private static final long START_MICROS = 1_700_000_000_000_000L;

  private final String namespace = "agents-" + NAMESPACES.incrementAndGet();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final AgentLibrary library;
  private final RedisAgentStore store;
  private long clock = START_MICROS;

  AgentSite() {
    this(AgentLibrary.load());
  }

  /** With these rules inside the server. */
  AgentSite(AgentLibrary library) {
    this.library = library;
    this.store = storeOf(SERVER.uri());
  }

  RedisAgentStore store() {
    return store;
  }

  /** Another process's store, which reaches the server there. */
  RedisAgentStore storeOf(String uri) {
    var link =
        RedisLink.open(
            RedisUri.parse(uri + "?namespace=" + namespace + "&timeout=5s"), TimeSource.system());
    closing(link);
    return new RedisAgentStore(link, library);
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

  String key(String name) {
    return "maos:{" + namespace + "}:agents:" + name;
  }

  static Enrolment register(AgentStore store, SessionId session, String id) {
    return store
        .register(
            session,
            Rhythm.standard(),
            List.of(AgentDescriptor.of(id).able("work").build()),
            List.of(AgentState.of(AgentStatus.ACTIVE)),
            AgentStore.Claim.TAKE)
        .getFirst();
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
