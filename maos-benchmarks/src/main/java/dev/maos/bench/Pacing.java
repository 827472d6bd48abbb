package dev.maos.bench;

/** How messages are handed over while latency is measured at a fixed rate. */
public enum Pacing {
  /** Each is accepted before the next one is sent. */
  ONE_BY_ONE,

  /**
   * None waits for the one before: over a network, where accepting takes longer than the time
   * between two messages.
   */
  PIPELINED
}
