package dev.maos.resilience;

import dev.maos.base.Subscription;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who want to be told.
 *
 * <p>They are told on the thread where it happened, one after another, outside any lock. One that
 * throws is logged and hurts neither the others nor the call. Thread-safe.
 */
final class Listeners<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Registration> registrations = new CopyOnWriteArrayList<>();

  Subscription add(Consumer<? super T> listener) {
    var registration = new Registration(Objects.requireNonNull(listener, "listener"));
    registrations.add(registration);
    return registration;
  }

  void tell(T news) {
    for (var registration : registrations) {
      registration.tell(news);
    }
  }

  private final class Registration implements Subscription {
    private final Consumer<? super T> listener;
    private volatile boolean paused;

    Registration(Consumer<? super T> listener) {
      this.listener = listener;
    }

    void tell(T news) {
      if (paused) {
        return;
      }
      try {
        listener.accept(news);
      } catch (RuntimeException error) {
        LOG.warn("A listener failed", error);
      }
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
    }

    @Override
    public boolean isActive() {
      return !paused && registrations.contains(this);
    }

    @Override
    public void close() {
      registrations.remove(this);
    }
  }
}
