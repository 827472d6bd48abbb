package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a seat believes. Whatever was truly signed is shown to the {@link Watch}, also when what it
 * came with is refused. Not thread-safe.
 */
final class Checks {
  private final Agenda agenda;
  private final VoteVerifier verifier;
  private final Watch watch;

  Checks(Agenda agenda, VoteVerifier verifier, Watch watch) {
    this.agenda = agenda;
    this.verifier = verifier;
    this.watch = watch;
  }

  boolean isTrue(Signed<?> signed) {
    if (!agenda.charter().includes(signed.signer())) {
      return false;
    }
    if (watch.knows(signed)) {
      return true;
    }
    boolean signedSo = signed.isTrue(agenda.charter(), agenda.id(), verifier);
    if (signedSo) {
      watch.see(signed);
    }
    return signedSo;
  }

  boolean paper(Signed<Statement.Paper> paper) {
    try {
      agenda.check(paper.signer(), paper.statement());
    } catch (MaosException unfit) {
      return false;
    }
    return isTrue(paper);
  }

  /** What a set comes to, if all of its papers are true and fit. */
  Optional<Judgement> set(BallotSet set) {
    return set.isInOrder() && set.papers().stream().allMatch(this::paper)
        ? Optional.of(agenda.judge(set))
        : Optional.empty();
  }

  boolean report(Report report) {
    var change = report.change().statement();
    if (change.round() < 1 || change.prepared() >= change.round()) {
      return false;
    }
    if (!isTrue(report.change())) {
      return false;
    }
    return change.prepared() == Statement.NO_ROUND
        ? change.digest().isEmpty() && report.proof().isEmpty()
        : change.prepared() >= 0 && proves(report.proof(), change.prepared(), change.digest());
  }

  private boolean proves(List<Signed<Statement.Prepare>> proof, int round, String digest) {
    var wanted = new Statement.Prepare(round, digest);
    return proof.stream().allMatch(it -> it.statement().equals(wanted))
        && isQuorum(proof)
        && proof.stream().allMatch(this::isTrue);
  }

  private boolean isQuorum(Collection<? extends Signed<?>> all) {
    var signers = new HashSet<AgentId>();
    all.forEach(signed -> signers.add(signed.signer()));
    return signers.size() == all.size() && signers.size() >= agenda.charter().quorum();
  }

  /** A proposal that may be made, with what its set comes to. */
  Optional<Motion> proposal(Letter.Proposed letter) {
    var round = letter.round();
    if (round < 0 || !letter.proposal().signer().equals(agenda.leader(round))) {
      return Optional.empty();
    }
    if (!isTrue(letter.proposal()) || !isJustified(letter)) {
      return Optional.empty();
    }
    return set(letter.set())
        .filter(judgement -> judgement.digest().equals(letter.digest()))
        .map(judgement -> new Motion(letter, judgement));
  }

  private boolean isJustified(Letter.Proposed letter) {
    if (letter.round() == 0) {
      return letter.reports().isEmpty();
    }
    var changes = letter.reports().stream().map(Report::change).toList();
    return changes.stream().allMatch(it -> it.statement().round() == letter.round())
        && isQuorum(changes)
        && letter.reports().stream().allMatch(this::report)
        && fitsTheLock(letter);
  }

  // The quorum of a commit and that of the changes share an honest member. So a set that may have
  // been committed is the one of the highest lock reported, and only that may be proposed.
  private static boolean fitsTheLock(Letter.Proposed letter) {
    int highest = highest(letter.reports());
    return highest == Statement.NO_ROUND
        || letter.reports().stream()
            .filter(report -> report.prepared() == highest)
            .allMatch(report -> report.change().statement().digest().equals(letter.digest()));
  }

  /** The round of the latest lock that is reported, -1 without any. */
  static int highest(Collection<Report> reports) {
    return reports.stream().mapToInt(Report::prepared).max().orElse(Statement.NO_ROUND);
  }

  boolean certificate(Certificate certificate) {
    if (!certificate.agenda().equals(agenda)) {
      return false;
    }
    var commits = certificate.commits();
    var judgement = set(certificate.set());
    return judgement
        .filter(it -> it.decisions().equals(certificate.decisions()))
        .filter(it -> isQuorum(commits))
        .filter(it -> agree(commits, new Statement.Commit(certificate.round(), it.digest())))
        .isPresent();
  }

  private boolean agree(List<Signed<Statement.Commit>> commits, Statement.Commit wanted) {
    return commits.stream().allMatch(it -> it.statement().equals(wanted))
        && commits.stream().allMatch(this::isTrue);
  }

  boolean evidence(Evidence evidence) {
    return agenda.charter().includes(evidence.liar()) && evidence.holds(agenda, verifier);
  }
}
