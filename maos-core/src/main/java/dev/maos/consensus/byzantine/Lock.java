package dev.maos.consensus.byzantine;

import java.util.List;

/**
 * A set that a quorum prepared. Whoever notes it reports it at every change of round, until a later
 * one takes its place. Immutable.
 *
 * @param proof the prepares of a quorum
 */
public record Lock(int round, String digest, BallotSet set, List<Signed<Statement.Prepare>> proof) {
  /** Copies the proof. */
  public Lock {
    proof = List.copyOf(proof);
  }
}
