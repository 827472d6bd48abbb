package dev.maos.consensus;

import java.util.List;

/**
 * A piece of the line of all votes that ended in a store. Immutable.
 *
 * @param epoch which life of the store this is; another one after it lost its memory
 * @param end the index of the last closure there is, 0 if there is none
 * @param closures in order, without gaps
 */
public record Closures(long epoch, long end, List<Closure> closures) {
  /** Copies the closures. */
  public Closures {
    closures = List.copyOf(closures);
  }
}
