package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.consensus.Decision;
import java.util.ArrayList;
import java.util.List;

/**
 * What a committee agreed on, with the signatures that show it: whoever knows the charter needs
 * nothing else. It claims; {@link CertificateCheck} says whether that is true. Immutable.
 *
 * @param agenda what was asked, and who decides
 * @param set the ballots that count
 * @param decisions what they come to, one for each proposal
 * @param round in which it was agreed
 * @param commits of a quorum, in the order of their signers
 */
public record Certificate(
    Agenda agenda,
    BallotSet set,
    List<Decision> decisions,
    int round,
    List<Signed<Statement.Commit>> commits) {
  /** Copies the lists. */
  public Certificate {
    decisions = List.copyOf(decisions);
    commits = List.copyOf(commits);
  }

  /** The members whose ballots are not counted: they cast none, or it did not come in time. */
  public List<AgentId> omitted() {
    var omitted = new ArrayList<AgentId>();
    for (var member : agenda.charter().members()) {
      if (set.of(member).isEmpty()) {
        omitted.add(member);
      }
    }
    return omitted;
  }

  /**
   * Who signed both of two certificates that differ. There are none unless more members lied than
   * may; of two certificates of one round, 2 q - n members at least are named.
   */
  public List<Evidence> liarsTogetherWith(Certificate other) {
    var evidence = new ArrayList<Evidence>();
    for (var mine : commits) {
      for (var theirs : other.commits) {
        if (Evidence.contradict(mine, theirs)) {
          evidence.add(new Evidence(mine, theirs));
        }
      }
    }
    return evidence;
  }

  /** Whether both say the same, however many signatures each has. */
  public boolean agreesWith(Certificate other) {
    return agenda.equals(other.agenda)
        && decisions.equals(other.decisions)
        && agenda.judge(set).digest().equals(agenda.judge(other.set).digest());
  }
}
