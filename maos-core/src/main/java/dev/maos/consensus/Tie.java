package dev.maos.consensus;

import java.util.List;

/**
 * Equals, and how they were told apart. Immutable.
 *
 * @param options those that were equal
 * @param steps the rules that were asked, each with those that it left
 */
public record Tie(List<String> options, List<Step> steps) {
  /** Copies the lists. */
  public Tie {
    options = List.copyOf(options);
    steps = List.copyOf(steps);
  }

  /**
   * What one rule of the chain did.
   *
   * @param rule its name
   * @param left those that it could not tell apart, one if it decided
   */
  public record Step(String rule, List<String> left) {
    /** Copies the list. */
    public Step {
      left = List.copyOf(left);
    }
  }
}
