package dev.maos.base;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message or an event that is being handled, from which follows whatever its handler says
 * meanwhile. That is how "why did this happen?" can be answered across parts of the layer that do
 * not know one another.
 */
public interface Cause {
  /** Which message or event it is. */
  UUID id();

  /** The conversation it belongs to. */
  Optional<CorrelationId> correlation();

  /** The trace it belongs to, if it belongs to one. */
  Optional<TraceContext> trace();

  /** How many things followed from one another before it, as far as this process knows. */
  int hops();

  /** What is being handled on this thread, if anything is. */
  static Optional<Cause> current() {
    return Optional.ofNullable(Scope.cause());
  }

  /**
   * The work of a thread that handles one thing after another. It is entered once, and then told
   * what is handled as often as that changes, which costs nothing. One thread's.
   */
  final class Scope {
    private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

    private final ScopedValue.Carrier carrier = ScopedValue.where(CURRENT, this);
    private @Nullable Cause cause;

    /** A scope in which nothing is handled yet. */
    public Scope() {}

    /** Does the work within this scope. */
    public void run(Runnable work) {
      carrier.run(work);
    }

    /** Does a call within this scope. */
    public <T, E extends Exception> T call(ScopedValue.CallableOp<? extends T, E> call) throws E {
      return carrier.call(call);
    }

    /** This is handled from now on. */
    public void handles(Cause handled) {
      cause = handled;
    }

    /** Nothing is handled any more. */
    public void rests() {
      cause = null;
    }

    static @Nullable Cause cause() {
      return CURRENT.isBound() ? CURRENT.get().cause : null;
    }
  }
}
