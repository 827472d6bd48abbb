package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Proposals and casts to start from. */
final class Samples {
  static final Instant DEADLINE = Instant.parse("2026-01-01T12:00:00Z");
  static final AgentId PROPOSER = AgentId.of("proposer");

  private Samples() {}

  /** Three voters, "voter0" to "voter2", until noon. */
  static Proposal proposal(Contest contest, String nonce) {
    var electorate = Electorate.of(voter(0), voter(1), voter(2));
    var subject = Subject.of(PROPOSER, "A question", "");
    return Proposal.of(subject, contest, electorate, Terms.until(DEADLINE), nonce);
  }

  /** The ballot of each pile by another voter, a second before the end. */
  static List<Cast> casts(List<Pile> piles) {
    var casts = new ArrayList<Cast>();
    for (int i = 0; i < piles.size(); i++) {
      casts.add(Cast.of(voter(i), piles.get(i).ballot(), i, DEADLINE.minusSeconds(1)));
    }
    return casts;
  }

  static AgentId voter(int number) {
    return AgentId.of("voter" + number);
  }
}
