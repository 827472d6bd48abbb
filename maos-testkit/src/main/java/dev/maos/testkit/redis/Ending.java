package dev.maos.testkit.redis;

/** How a connection ends for the client of a {@link FaultProxy}. */
public enum Ending {
  /** In good order: the client reads the end of the stream. */
  ORDERLY,
  /** With a reset: the client's reads and writes fail. */
  RESET
}
