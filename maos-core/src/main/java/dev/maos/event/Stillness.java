package dev.maos.event;

import dev.maos.base.Cause;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything still moves. The parts are looked at one after the other, so an answer counts
 * only if nothing was dispatched meanwhile. Thread-safe.
 */
final class Stillness {
  private final EventContext context;
  private final Parts parts;
  private final @Nullable Tail tail;

  Stillness(EventContext context, Parts parts, @Nullable Tail tail) {
    this.context = context;
    this.parts = parts;
    this.tail = tail;
  }

  /** Waits until all that was dispatched is handled; false if patience ends before. */
  boolean awaitIdle(Duration patience) throws InterruptedException {
    return await(patience, parts::isIdle);
  }

  /** The same, but what is held back has nothing to do. */
  boolean awaitRest(Duration patience) throws InterruptedException {
    return await(patience, parts::isAtRest);
  }

  private boolean await(Duration patience, BooleanSupplier isStill) throws InterruptedException {
    long deadline = context.deadlineIn(patience);
    return context.idle().await(() -> holds(isStill), context.left(deadline), context.time());
  }

  private boolean holds(BooleanSupplier isStill) {
    long before = moves();
    return context.announcements().isIdle()
        && nobodyHandlesInline()
        && (tail == null || tail.hasCaughtUp())
        && isStill.getAsBoolean()
        && moves() == before;
  }

  /** Who waits inside a handler does not wait for its own end. */
  private boolean nobodyHandlesInline() {
    long ended = context.counters().ended.total();
    return Cause.current().isPresent() || context.counters().begun.total() == ended;
  }

  private long moves() {
    return dispatched() + context.counters().routed.total();
  }

  /** How many events were dispatched here. */
  long dispatched() {
    // Without other processes everything is routed here that is dispatched, and nothing else.
    var counters = context.counters();
    return tail == null ? counters.routed.total() : counters.dispatched.total();
  }
}
