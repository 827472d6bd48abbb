package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.ErrorWords;
import dev.maos.base.TimeSource;
import dev.maos.resilience.Setback;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that comes in bursts: it has a virtual thread while there is something to do, and none
 * otherwise.
 *
 * <pre>
 *            ring                 ring
 *   IDLE ----------> RUNNING ----------> RUNG (look once more)
 *     ^                 | ^                |
 *     +---- nothing ----+ +----------------+
 * </pre>
 *
 * <p>To ring costs one read of memory while it is at work already. Before it rests it lets others
 * go first a few times: what came meanwhile is then done in one go, and its thread is not started
 * anew for each event. Work that throws is logged, and looked at again after a moment: whatever a
 * user's code does in it, the pump lives on. Thread-safe.
 */
final class Pump implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int RUNG = 2;
  private static final int TURNS = 3;

  /** What is done, by one thread at a time. */
  interface Work {
    /** Does what there is to do now. */
    void work(Cause.Scope scope);

    /** It comes to rest. */
    void rested();
  }

  private final Work work;
  private final Setback setback;
  private final AtomicInteger state = new AtomicInteger(IDLE);
  private volatile @Nullable Thread thread;

  Pump(Work work, TimeSource time) {
    this.work = work;
    this.setback = Setback.every(AFTER_FAILURE, time);
  }

  /** There is something to do, or there may be. */
  void ring() {
    while (true) {
      int now = state.get();
      if (now == RUNG || (now == RUNNING && state.compareAndSet(RUNNING, RUNG))) {
        return;
      }
      if (now == IDLE && state.compareAndSet(IDLE, RUNNING)) {
        Thread.startVirtualThread(this);
        return;
      }
    }
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    var scope = new Cause.Scope();
    scope.run(() -> runIn(scope));
  }

  private void runIn(Cause.Scope scope) {
    do {
      workSafely(scope);
    } while (isRungSoon() || !mayRest());
    work.rested();
  }

  private void workSafely(Cause.Scope scope) {
    try {
      work.work(scope);
    } catch (Throwable e) {
      scope.rests();
      LOG.atError()
          .addKeyValue("error", ErrorWords.of(e))
          .log("handling broke off; it goes on soon");
      setback.again(this::ring);
    }
  }

  boolean isIdle() {
    return state.get() == IDLE;
  }

  boolean isOnThisThread() {
    return thread == Thread.currentThread();
  }

  /** Interrupts what is being done now, if anything is, and not on this very thread. */
  void interruptUnlessHere() {
    var running = thread;
    if (running != null && running != Thread.currentThread()) {
      running.interrupt();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but how much is done in one go.
  private boolean isRungSoon() {
    for (int i = 0; i < TURNS; i++) {
      if (state.compareAndSet(RUNG, RUNNING)) {
        return true;
      }
      Thread.yield();
    }
    return false;
  }

  private boolean mayRest() {
    thread = null;
    if (state.compareAndSet(RUNNING, IDLE)) {
      return true;
    }
    thread = Thread.currentThread();
    state.set(RUNNING);
    return false;
  }
}
