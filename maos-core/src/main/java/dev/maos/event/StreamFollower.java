package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.Subscription;
import dev.maos.resilience.RetryPolicy;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Somebody to whom a stream is handed event by event. He waits for nobody and nobody waits for him:
 * if he is slow he misses what falls off the ring, and is told how much. Thread-safe.
 */
public final class StreamFollower implements Subscription, Pump.Work {
  private static final int MAX_DEAD_LETTERS = 100;

  private final EventContext context;
  private final EventStream stream;
  private final Handling handling;
  private final Consumer<StreamFollower> onClosed;
  private final Pump pump;
  private volatile long position;
  private final AtomicLong missed = new AtomicLong();
  private volatile boolean isPaused;
  private volatile boolean isClosed;

  StreamFollower(
      EventContext context,
      EventStream stream,
      long after,
      EventHandler handler,
      Consumer<StreamFollower> onClosed) {
    this.context = context;
    this.stream = stream;
    this.pump = new Pump(this, context.time());
    this.position = Math.clamp(after, 0, stream.last());
    this.handling =
        new Handling(
            context,
            stream.name(),
            handler,
            RetryPolicy.defaults(),
            MAX_DEAD_LETTERS,
            () -> isClosed);
    this.onClosed = onClosed;
  }

  /** The number of the event that was handled last. */
  public long position() {
    return position;
  }

  public EventSubscriptionStats stats() {
    return handling.stats(0, 0, missed.get(), stream.last() - position);
  }

  void look() {
    pump.ring();
  }

  @Override
  public void work(Cause.Scope scope) {
    var ring = stream.ring();
    for (var next = ring.next(position); next != null && isActive(); next = ring.next(position)) {
      missed.addAndGet(next.missed());
      if (!handling.handle(next.delivery(), scope)) {
        return;
      }
      position = next.number();
    }
  }

  @Override
  public void rested() {
    context.idle().raise();
  }

  @Override
  public void pause() {
    isPaused = true;
  }

  @Override
  public void resume() {
    isPaused = false;
    pump.ring();
  }

  @Override
  public boolean isActive() {
    return !isPaused && !isClosed;
  }

  boolean isIdle() {
    return pump.isIdle() && (isClosed || position >= stream.last());
  }

  boolean isAtRest() {
    return pump.isIdle() || pump.isOnThisThread();
  }

  void interrupt() {
    pump.interruptUnlessHere();
  }

  @Override
  public void close() {
    isClosed = true;
    onClosed.accept(this);
  }
}
