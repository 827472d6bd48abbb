package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.ErrorWords;
import dev.maos.base.Signal;
import dev.maos.event.ReplayProgress.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The past, told once more to one handler, in the order of the sequences. What it hands out says
 * that it is {@linkplain EventDelivery#isReplayed replayed}, and goes to nobody else.
 *
 * <p>It runs on a virtual thread of its own until everything is told, it is closed, or the handler
 * throws. Thread-safe.
 */
public final class Replay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final int PAGE = 500;
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final EventContext context;
  private final ReplayRequest request;
  private final EventQuery query;
  private final EventHandler handler;
  private final Consumer<Replay> onEnd;
  private final long end;
  private final Signal changed = new Signal();
  private volatile State state = State.RUNNING;
  private volatile @Nullable Thread thread;
  private volatile long position;
  private final AtomicLong delivered = new AtomicLong();
  private volatile Optional<String> error = Optional.empty();

  // The rhythm: what was recorded at this moment was told at that one. The replay's thread's.
  private @Nullable Instant beat;
  private long beatNanos;

  // A pause may be over before the replay's thread has seen it, and does not count even so.
  private volatile boolean wasPaused;

  Replay(
      EventContext context, ReplayRequest request, EventHandler handler, Consumer<Replay> onEnd) {
    this.context = context;
    this.request = request;
    this.handler = EventTrace.noting(context.tracer(), handler);
    this.onEnd = onEnd;
    var asked = request.query();
    long last = context.store().last();
    this.end = Math.min(last, asked.lastSequence());
    this.query = asked.sequences(asked.firstSequence(), Math.max(asked.firstSequence(), this.end));
    this.position = Math.min(request.after(), this.end);
  }

  void start() {
    thread = Thread.ofVirtual().name("maos-replay").start(this::run);
  }

  public ReplayProgress progress() {
    return new ReplayProgress(state, position, end, delivered.get(), error);
  }

  /** Holds it where it is; an event that is being handled is handled to its end. */
  public synchronized void pause() {
    if (state == State.RUNNING) {
      wasPaused = true;
      enter(State.PAUSED);
    }
  }

  /** Goes on after {@link #pause}; the time in between does not count. */
  public synchronized void resume() {
    if (state == State.PAUSED) {
      enter(State.RUNNING);
    }
  }

  /** Waits until it has ended, and returns whether it has; see {@link #progress} for how. */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return changed.await(this::hasEnded, patience, context.time());
  }

  /** Ends it. A handler that is running goes on to its end. Twice is fine. */
  @Override
  public void close() {
    end(State.CLOSED);
  }

  void interrupt() {
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  boolean hasEnded() {
    return state != State.RUNNING && state != State.PAUSED;
  }

  private void run() {
    try {
      var scope = new Cause.Scope();
      scope.call(() -> {
        tellAll(scope);
        return this;
      });
      end(State.DONE);
    } catch (InterruptedException e) {
      end(State.CLOSED);
    } catch (Throwable e) {
      error = Optional.of(ErrorWords.of(e));
      LOG.atWarn().setCause(e).addKeyValue("position", position).log("replay failed");
      end(State.FAILED);
    }
  }

  private void tellAll(Cause.Scope scope) throws Exception {
    while (!hasEnded() && position < end) {
      var page = context.store().read(query, position, PAGE);
      for (var recorded : page.events()) {
        if (!isDue(recorded)) {
          return;
        }
        tell(recorded, scope);
      }
      position = Math.max(position, Math.min(end, page.position()));
      if (page.complete()) {
        position = end;
      }
    }
  }

  private void tell(RecordedEvent recorded, Cause.Scope scope) throws Exception {
    var delivery =
        new EventDelivery(recorded.event(), recorded.sequence(), true, EventDelivery.NOT_MEASURED);
    scope.handles(delivery);
    handler.handle(delivery);
    scope.rests();
    delivered.incrementAndGet();
    position = recorded.sequence();
  }

  /** Waits until it is the event's turn; false if the replay ends before. */
  private boolean isDue(RecordedEvent next) throws InterruptedException {
    while (!hasEnded()) {
      if (state == State.PAUSED) {
        changed.await(() -> state != State.PAUSED, FOR_EVER, context.time());
        continue;
      }
      if (wasPaused) {
        wasPaused = false;
        beat = null;
      }
      var wait = untilDue(next.recordedAt());
      if (!wait.isPositive()) {
        return true;
      }
      changed.await(() -> state != State.RUNNING, wait, context.time());
    }
    return false;
  }

  private Duration untilDue(Instant recordedAt) {
    return switch (request.speed()) {
      case ReplaySpeed.Unbound() -> Duration.ZERO;
      case ReplaySpeed.Times(var factor) -> untilDue(recordedAt, factor);
    };
  }

  private Duration untilDue(Instant recordedAt, double factor) {
    var since = beat;
    if (since == null) {
      beat = recordedAt;
      beatNanos = context.time().nanos();
      return Duration.ZERO;
    }
    double distance = TimeUnit.NANOSECONDS.convert(Duration.between(since, recordedAt));
    // A double beyond the range of long becomes its end, which is long enough to wait.
    long due = (long) (distance / factor);
    return Duration.ofNanos(due - (context.time().nanos() - beatNanos));
  }

  private void end(State how) {
    synchronized (this) {
      if (hasEnded()) {
        return;
      }
      enter(how);
    }
    onEnd.accept(this);
  }

  private void enter(State next) {
    state = next;
    changed.raise();
  }
}
