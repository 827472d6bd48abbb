package dev.maos;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.base.Tracer;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventGuard;
import dev.maos.event.EventOptions;
import dev.maos.event.EventStore;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The event dispatcher, opened when somebody asks for it. Until then nothing is announced to it,
 * and a backend need not keep events. Thread-safe.
 */
final class LazyEvents implements Announcer, AutoCloseable {
  private final Supplier<EventStore> history;
  private final EventOptions options;
  private final TimeSource time;
  private final RandomGenerator random;
  private final EventGuard guard;
  private final Tracer tracer;
  private volatile @Nullable EventDispatcher dispatcher;
  private boolean isClosed;

  LazyEvents(
      Supplier<EventStore> history,
      EventOptions options,
      TimeSource time,
      RandomGenerator random,
      EventGuard guard,
      Tracer tracer) {
    this.history = history;
    this.options = options;
    this.time = time;
    this.random = random;
    this.guard = guard;
    this.tracer = tracer;
  }

  EventDispatcher get() {
    var open = dispatcher;
    return open == null ? open() : open;
  }

  private synchronized EventDispatcher open() {
    var open = dispatcher;
    if (open == null) {
      open = new EventDispatcher(history.get(), options, time, random, guard, tracer);
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
  public boolean isHeard() {
    return dispatcher != null;
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
