package dev.maos;

import dev.maos.backend.Backend;
import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventOptions;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The event dispatcher, opened when somebody asks for it. Until then nothing is announced to it,
 * and a backend need not keep events. Thread-safe.
 */
final class LazyEvents implements Announcer, AutoCloseable {
  private final Backend backend;
  private final EventOptions options;
  private final TimeSource time;
  private final RandomGenerator random;
  private volatile @Nullable EventDispatcher dispatcher;
  private boolean isClosed;

  LazyEvents(Backend backend, EventOptions options, TimeSource time, RandomGenerator random) {
    this.backend = backend;
    this.options = options;
    this.time = time;
    this.random = random;
  }

  EventDispatcher get() {
    var open = dispatcher;
    return open == null ? open() : open;
  }

  private synchronized EventDispatcher open() {
    var open = dispatcher;
    if (open == null) {
      open = new EventDispatcher(backend.events(), options, time, random);
      dispatcher = open;
      if (isClosed) {
        open.close();
      }
    }
    return open;
  }

  Optional<EventDispatcher> opened() {
    return Optional.ofNullable(dispatcher);
  }

  @Override
  public void announce(String what, AgentId who, Topic about, Payload data, Optional<UUID> cause) {
    var open = dispatcher;
    if (open != null) {
      open.announcer().announce(what, who, about, data, cause);
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    opened().ifPresent(EventDispatcher::close);
  }
}
