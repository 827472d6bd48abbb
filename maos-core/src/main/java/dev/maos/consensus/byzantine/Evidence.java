package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;

/**
 * Two signed statements of which an honest member makes one at most. They name a liar to everybody
 * who knows its key. Immutable.
 *
 * <p>Contents are compared, never signatures: whoever repeats a statement, or writes its signature
 * in another way, accuses nobody.
 */
public record Evidence(Signed<?> one, Signed<?> other) {
  /** Who said both. */
  public AgentId liar() {
    return one.signer();
  }

  /** Whether it is what it seems: both signatures are true, and the statements contradict. */
  public boolean holds(Agenda agenda, VoteVerifier verifier) {
    return contradict(one, other)
        && one.isTrue(agenda.charter(), agenda.id(), verifier)
        && other.isTrue(agenda.charter(), agenda.id(), verifier);
  }

  /** Whether no honest member says both. */
  static boolean contradict(Signed<?> one, Signed<?> other) {
    if (!one.signer().equals(other.signer())) {
      return false;
    }
    return areTwoOfOneKind(one.statement(), other.statement())
        || hidesItsLock(one.statement(), other.statement())
        || hidesItsLock(other.statement(), one.statement());
  }

  private static boolean areTwoOfOneKind(Statement one, Statement other) {
    return one.kind().equals(other.kind()) && one.round() == other.round() && !one.equals(other);
  }

  // Whoever committed in a round has a lock of that round, and reports it, or a later one, in all
  // rounds behind it.
  private static boolean hidesItsLock(Statement one, Statement other) {
    if (!(one instanceof Statement.Commit commit)
        || !(other instanceof Statement.RoundChange change)) {
      return false;
    }
    boolean behind = change.round() > commit.round();
    boolean older = change.prepared() < commit.round();
    boolean another =
        change.prepared() == commit.round() && !change.digest().equals(commit.digest());
    return behind && (older || another);
  }
}
