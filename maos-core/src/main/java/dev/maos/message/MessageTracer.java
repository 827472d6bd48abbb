package dev.maos.message;

import dev.maos.base.TraceContext;
import dev.maos.base.Tracer;
import java.util.Optional;

/**
 * Notes in the traces of another tool what becomes of messages, and as a {@link Tracer} what
 * becomes of events and votes. The context of a trace is carried with or without one: what is
 * published while a message is handled continues its trace.
 *
 * <p>Thread-safe. What a tracer throws hurts the call that it notes, so it must not.
 */
public interface MessageTracer extends Tracer {
  /**
   * The context to send with a message, which takes the place of its own; empty leaves that.
   *
   * @param message as it goes out; its lineage has the context that it inherited, if any
   */
  Optional<TraceContext> sending(Message message);

  /** Does the work of a handler within a note of it. */
  void handling(Delivery delivery, Work work) throws Exception;

  /** Asks, and waits for the answer, within a note of it. */
  Delivery requesting(Message message, Asking asking) throws InterruptedException;

  /** What a handler does. */
  @FunctionalInterface
  interface Work {
    /** Does it, on this thread. */
    void run() throws Exception;
  }

  /** A request and the waiting for its answer. */
  @FunctionalInterface
  interface Asking {
    /** Asks, on this thread. */
    Delivery ask() throws InterruptedException;
  }

  /** Notes nothing. */
  static MessageTracer none() {
    return NoTracer.INSTANCE;
  }
}
