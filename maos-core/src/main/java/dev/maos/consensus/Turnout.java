package dev.maos.consensus;

/**
 * How many took part. Immutable.
 *
 * @param eligible who may vote
 * @param cast whose ballot is in, by themselves or by a delegate
 * @param counting the part of them that counts towards the quorum, in the measure of the quorum
 * @param needed what the quorum asks for, in the same measure
 */
public record Turnout(Roll eligible, Roll cast, Fraction counting, Fraction needed) {
  /** Whether the quorum is reached. */
  public boolean isQuorum() {
    return !needed.exceeds(counting);
  }
}
