package dev.maos.base;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Notes in the traces of another tool what the layer does. One that notes nothing still passes on
 * the context of what is being handled, so that whoever looks at other parts of a system sees one
 * trace.
 *
 * <p>Thread-safe. What a tracer throws hurts the call that it notes, so it must not.
 */
public interface Tracer {
  /** One that notes nothing. */
  static Tracer none() {
    return PassingOn.INSTANCE;
  }

  /** Whether it notes anything. */
  default boolean isActive() {
    return false;
  }

  /** The context of what this thread does; empty if that belongs to no trace. */
  default Optional<TraceContext> current() {
    return Cause.current().flatMap(Cause::trace);
  }

  /**
   * Notes a step that takes no time.
   *
   * @param step is asked for only if it is noted
   * @param parent the context that it follows from; empty if it begins a trace
   * @return the context of what follows from it
   */
  default Optional<TraceContext> note(Supplier<Step> step, Optional<TraceContext> parent) {
    return parent;
  }

  /**
   * Does the work within a note of the step, on this thread. What the work throws is noted, and
   * thrown.
   *
   * @param step is asked for only if it is noted
   * @param parent as for {@link #note}
   */
  default <T, E extends Exception> T within(
      Supplier<Step> step,
      Optional<TraceContext> parent,
      ScopedValue.CallableOp<? extends T, E> work)
      throws E {
    return work.call();
  }

  /**
   * Something that is done.
   *
   * @param name what is done, of few different values, such as {@code dispatch orders}
   * @param about with what: ids, names and numbers, by the names of attributes, no content
   */
  record Step(Kind kind, String name, Map<String, String> about) {
    /** Copies the map. */
    public Step {
      about = Map.copyOf(about);
    }

    /** How it is related to other processes. */
    public enum Kind {
      /** It is done here. */
      WORK,
      /** Something is given to others. */
      SENDING,
      /** Something is handled that others have given. */
      HANDLING
    }
  }
}
