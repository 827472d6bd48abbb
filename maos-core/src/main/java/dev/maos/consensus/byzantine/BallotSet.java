package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The signed papers that count, in the order of their signers. Immutable.
 *
 * @param papers at most one of each member
 */
public record BallotSet(List<Signed<Statement.Paper>> papers) {
  /** Copies the papers. */
  public BallotSet {
    papers = List.copyOf(papers);
  }

  static BallotSet of(Collection<Signed<Statement.Paper>> papers) {
    return new BallotSet(papers.stream().sorted(Comparator.comparing(Signed::signer)).toList());
  }

  /** The paper of a member. */
  public Optional<Signed<Statement.Paper>> of(AgentId member) {
    return papers.stream().filter(paper -> paper.signer().equals(member)).findFirst();
  }

  /** Whether the papers are in order, with none of a member twice. */
  boolean isInOrder() {
    for (int i = 1; i < papers.size(); i++) {
      if (papers.get(i - 1).signer().compareTo(papers.get(i).signer()) >= 0) {
        return false;
      }
    }
    return true;
  }
}
