package dev.maos.consensus.byzantine;

import dev.maos.consensus.Decision;
import java.util.List;

/**
 * What a set of ballots comes to. Immutable.
 *
 * @param digest of the contents of all ballots and of what they come to
 * @param decisions one for each proposal, if no other ballots count
 * @param decisive whether no missing ballot could change any of them
 */
record Judgement(String digest, List<Decision> decisions, boolean decisive) {
  Judgement {
    decisions = List.copyOf(decisions);
  }
}
