package dev.maos.registry;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second at the work of this process's agents, as the bus sees it, and reports what
 * has changed, so that every process knows. Thread-safe; it has no thread, only an alarm.
 */
final class Sampler implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final double NOTABLE = 0.2;

  private final RegistryContext registry;
  private final Hosting hosting;
  private TimeSource.@Nullable Alarm alarm;
  private boolean closed;

  Sampler(RegistryContext registry, Hosting hosting) {
    this.registry = registry;
    this.hosting = hosting;
  }

  /** Begins to look. */
  void begin() {
    lookAgain();
  }

  private synchronized void lookAgain() {
    if (!closed) {
      alarm = registry.time().schedule(INTERVAL, this::look);
    }
  }

  private void look() {
    var agents =
        hosting.held().stream().map(Registration::agent).collect(Collectors.toUnmodifiableSet());
    var seen = registry.surroundings().sensor().seen(agents);
    for (var registration : hosting.held()) {
      var now = seen.get(registration.agent());
      if (now != null && isNews(registration.state().seen(), now)) {
        registration.seen(now);
        hosting.writer().writeSoon(registration);
      }
    }
    hosting.writer().raise();
    lookAgain();
  }

  // What changes a little all the time is no news each time.
  private static boolean isNews(Seen before, Seen now) {
    long was = before.service().toNanos();
    long is = now.service().toNanos();
    return before.waiting() != now.waiting() || Math.abs(is - was) > NOTABLE * Math.max(is, was);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (alarm != null) {
      alarm.cancel();
    }
  }
}
