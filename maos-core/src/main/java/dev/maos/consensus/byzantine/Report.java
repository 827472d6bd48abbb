package dev.maos.consensus.byzantine;

import java.util.List;

/**
 * A change of round, with the proof of the lock that it reports. Immutable.
 *
 * @param proof the prepares of a quorum for the set that is locked; empty without a lock
 */
public record Report(Signed<Statement.RoundChange> change, List<Signed<Statement.Prepare>> proof) {
  /** Copies the proof. */
  public Report {
    proof = List.copyOf(proof);
  }

  int round() {
    return change.statement().round();
  }

  int prepared() {
    return change.statement().prepared();
  }
}
