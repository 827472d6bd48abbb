package dev.maos.consensus;

import java.util.List;

/**
 * What rules by pairs found, for each pair of options. Empty under other rules. Immutable.
 *
 * @param duels the weight that prefers one option to the other
 * @param paths the strongest path from one to the other, and back; of {@code SCHULZE} only
 * @param locked the pairs that were locked, in the order in which they were, with the weights of
 *     their duel; of {@code RANKED_PAIRS} only
 */
public record Pairings(List<Duel> duels, List<Duel> paths, List<Duel> locked) {
  /** No pairs. */
  public static final Pairings NONE = new Pairings(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Pairings {
    duels = List.copyOf(duels);
    paths = List.copyOf(paths);
    locked = List.copyOf(locked);
  }
}
