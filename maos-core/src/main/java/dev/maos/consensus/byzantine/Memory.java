package dev.maos.consensus.byzantine;

import java.util.Optional;

/**
 * What a seat must not forget: all that it signed and could contradict, and its lock. It is stored
 * before anything that follows from it is sent. Immutable.
 *
 * @param paper its ballots
 * @param round where it is
 * @param change what it said when it came there; it is repeated as it is, for the lock may be a
 *     newer one by then
 * @param proposal what it proposed in this round
 * @param prepare what it prepared in this round
 * @param lock the last set of which it knows that a quorum prepared it; it committed that
 * @param decided the end
 */
public record Memory(
    Optional<Signed<Statement.Paper>> paper,
    int round,
    Optional<Report> change,
    Optional<Letter.Proposed> proposal,
    Optional<Signed<Statement.Prepare>> prepare,
    Optional<Lock> lock,
    Optional<Certificate> decided) {
  /** That of a seat that has done nothing yet. */
  public static Memory blank() {
    return new Memory(
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether it holds the lock of the round where it is, and so has committed in it. */
  boolean hasCommitted() {
    return lock.filter(it -> it.round() == round).isPresent();
  }

  Memory voted(Signed<Statement.Paper> own) {
    return new Memory(Optional.of(own), round, change, proposal, prepare, lock, decided);
  }

  Memory entered(Report by) {
    return new Memory(
        paper, by.round(), Optional.of(by), Optional.empty(), Optional.empty(), lock, decided);
  }

  Memory proposed(Letter.Proposed own) {
    return new Memory(paper, round, change, Optional.of(own), prepare, lock, decided);
  }

  Memory prepared(Signed<Statement.Prepare> own) {
    return new Memory(paper, round, change, proposal, Optional.of(own), lock, decided);
  }

  Memory locked(Lock next) {
    return new Memory(paper, round, change, proposal, prepare, Optional.of(next), decided);
  }

  // Behind the end it signs nothing more, so nothing else matters.
  Memory ended(Certificate end) {
    return new Memory(
        paper,
        round,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(end));
  }
}
