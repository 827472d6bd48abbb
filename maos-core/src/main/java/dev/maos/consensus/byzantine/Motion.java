package dev.maos.consensus.byzantine;

/** A proposal that its leader may make, and what its set comes to. Immutable. */
record Motion(Letter.Proposed letter, Judgement judgement) {
  /** Whether no lock stands behind it, so that everybody asks whether its own ballot is in it. */
  boolean isFree() {
    return Checks.highest(letter.reports()) == Statement.NO_ROUND;
  }
}
