package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.BallotBox;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Count;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Pile;
import dev.maos.consensus.Quorum;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.VotingRule;
import java.util.List;
import java.util.Optional;

/** Which claim it is, by what the claims are alone; none if that does not tell. Immutable. */
record Judgement(Optional<Claim> claim, String why) {
  static Judgement of(Conflict conflict, Protocol.Total protocol) {
    var claims = conflict.claims();
    return switch (protocol) {
      case Protocol.FirstWins() -> found(claims.getFirst(), "it was first in the log");
      case Protocol.LastWins() -> found(claims.getLast(), "it was last in the log");
      case Protocol.Lot() -> found(drawn(conflict), "it was drawn by lot from " + conflict.id());
    };
  }

  static Judgement priority(Conflict conflict) {
    int most = conflict.claims().stream().mapToInt(Claim::priority).max().orElseThrow();
    var first = conflict.claims().stream().filter(claim -> claim.priority() == most).toList();
    return first.size() == 1
        ? found(first.getFirst(), "it has the greatest priority, " + most)
        : none(first.size() + " claims have the greatest priority, " + most);
  }

  static Judgement authority(Conflict conflict, Protocol.Authority authority) {
    var order = authority.order().getOrDefault(conflict.domain(), List.of());
    for (var agent : order) {
      var claim = conflict.of(agent);
      if (claim.isPresent()) {
        return found(claim.get(), agent + " speaks for the domain");
      }
    }
    return none("nobody who speaks for the domain has a claim");
  }

  // A tie of all, broken by the lot of contests: there is one way to draw.
  private static Claim drawn(Conflict conflict) {
    var agents = conflict.parties().stream().map(AgentId::value).sorted().toList();
    var contest =
        new Contest(agents, new VotingRule.Plurality(), Quorum.NONE, List.of(new TieRule.Lot()));
    var each = agents.stream().map(agent -> Pile.of(Ballot.choice(agent), 1)).toList();
    var count = Count.of(contest, BallotBox.of(each).lot(conflict.id()));
    if (!(count.decision() instanceof Decision.Winner(var agent))) {
      throw new AssertionError("a lot leaves nothing open: " + count.decision());
    }
    return conflict.of(AgentId.of(agent)).orElseThrow();
  }

  private static Judgement found(Claim claim, String why) {
    return new Judgement(Optional.of(claim), why);
  }

  private static Judgement none(String why) {
    return new Judgement(Optional.empty(), why);
  }
}
