package dev.maos.testkit.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What a proxy does with the bytes that come. */
sealed interface ProxyMode {
  /** Hands them on. */
  record Pass() implements ProxyMode {}

  /** Holds the answers, and the requests too unless only answers are meant. */
  record Stall(boolean answersOnly) implements ProxyMode {}

  /** Hands requests on and ends a connection in place of its next answer. */
  record DropReplies(Ending ending) implements ProxyMode {}

  /**
   * Ends the connection of the last of some requests in place of its answer.
   *
   * @param word with which the counted requests begin; empty for all
   * @param left how many are still to come, over all connections
   */
  record CloseAfter(String word, AtomicInteger left, Ending ending) implements ProxyMode {
    /** Whether this request is the last one. */
    boolean isDoneBy(String first) {
      return (word.isEmpty() || word.equalsIgnoreCase(first)) && left.decrementAndGet() == 0;
    }
  }

  /** Hands on so much a second in each direction of each connection. */
  record Slow(int bytesPerSecond) implements ProxyMode {}

  /** Hands on each byte by itself. */
  record ByteByByte() implements ProxyMode {}

  /** Whether bytes in this direction have to wait for another mode. */
  default boolean holds(boolean answer) {
    return this instanceof Stall(var answersOnly) && (answer || !answersOnly);
  }

  /** How many bytes may go at once. */
  default int slice() {
    return switch (this) {
      case Slow(var rate) -> Math.max(1, rate / 20);
      case ByteByByte _ -> 1;
      case Pass _, Stall _, DropReplies _, CloseAfter _ -> Integer.MAX_VALUE;
    };
  }

  /** How long to wait after so many bytes went. */
  default Duration pause(int bytes) {
    return this instanceof Slow(var rate)
        ? Duration.ofNanos(bytes * 1_000_000_000L / rate)
        : Duration.ZERO;
  }
}
