package dev.maos.message;

import java.util.Comparator;

/**
 * How much a stored message survives.
 *
 * @param level the least that is survived for certain
 * @param replicas on how many further machines it was; 0 below {@link Level#REPLICATED}
 */
public record Durability(Level level, int replicas) implements Comparable<Durability> {
  private static final Comparator<Durability> ORDER =
      Comparator.comparing(Durability::level).thenComparingInt(Durability::replicas);

  /** From least to most. */
  public enum Level {
    /** Lives as long as the process that holds it. */
    MEMORY,
    /** Survives the death of the storing process, not of its machine. */
    PROCESS,
    /** Was on disk when the receipt was given. */
    DISK,
    /** Was on further machines when the receipt was given. */
    REPLICATED
  }

  public static Durability of(Level level) {
    return new Durability(level, 0);
  }

  public static Durability replicated(int replicas) {
    return new Durability(Level.REPLICATED, replicas);
  }

  @Override
  public int compareTo(Durability other) {
    return ORDER.compare(this, other);
  }
}
