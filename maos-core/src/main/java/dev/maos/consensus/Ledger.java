package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ballots of a proposal: those that count, and those that do not. They are entered in the order
 * of their sequences. Not thread-safe.
 */
final class Ledger {
  private final Proposal proposal;
  private final Map<AgentId, Cast> accepted = new HashMap<>();
  private final List<Refusal> refused = new ArrayList<>();
  private final Outlook outlook;

  Ledger(Proposal proposal) {
    this.proposal = proposal;
    this.outlook = new Outlook(proposal);
  }

  static Ledger of(Proposal proposal, List<Cast> casts) {
    var ledger = new Ledger(proposal);
    casts.stream().sorted(Comparator.comparingLong(Cast::sequence)).forEach(ledger::enter);
    return ledger;
  }

  /** The decision that stands at this time, if one does; counted only where it may. */
  Optional<Decision> decision(Instant now) {
    boolean early = proposal.terms().ending() == Terms.Ending.WHEN_CERTAIN;
    return isClosed(now) || (early && outlook.mayBeCertain())
        ? Optional.of(count(now).decision()).filter(Decision::isFinal)
        : Optional.empty();
  }

  private boolean isClosed(Instant now) {
    return !now.isBefore(proposal.terms().deadline());
  }

  Count count(Instant now) {
    boolean closed = isClosed(now);
    var box = box(closed);
    var count =
        closed
            ? new Closing(proposal.contest(), box).count()
            : new Certainty(proposal, box, missing()).count();
    return count.refused(refused);
  }

  void enter(Cast cast) {
    var earlier = Optional.ofNullable(accepted.get(cast.voter()));
    if (earlier.filter(cast::isSameAs).isPresent()) {
      return;
    }
    var refusal = refusal(cast, earlier);
    if (refusal.isPresent()) {
      refused.add(refusal.get());
    } else {
      accepted.put(cast.voter(), cast);
      if (earlier.isEmpty()) {
        outlook.add(cast.voter(), cast.ballot());
      }
    }
  }

  private Optional<Refusal> refusal(Cast cast, Optional<Cast> earlier) {
    if (!proposal.mayCast(cast.voter())) {
      return Optional.of(new Refusal(cast, Refusal.Reason.NOT_ELIGIBLE, ""));
    }
    if (!cast.at().isBefore(proposal.terms().deadline())) {
      return Optional.of(new Refusal(cast, Refusal.Reason.LATE, ""));
    }
    try {
      proposal.check(cast.voter(), cast.ballot());
    } catch (InvalidInputException invalid) {
      return Optional.of(
          new Refusal(cast, Refusal.Reason.INVALID_BALLOT, String.valueOf(invalid.getMessage())));
    }
    return earlier.flatMap(it -> revision(it, cast));
  }

  private Optional<Refusal> revision(Cast earlier, Cast cast) {
    if (proposal.terms().ending() != Terms.Ending.REVISABLE) {
      return Optional.of(new Refusal(cast, Refusal.Reason.ALREADY_VOTED, ""));
    }
    return cast.revision() > earlier.revision()
        ? Optional.empty()
        : Optional.of(new Refusal(cast, Refusal.Reason.STALE_REVISION, ""));
  }

  private Optional<Ballot> own(AgentId agent) {
    return Optional.ofNullable(accepted.get(agent)).map(Cast::ballot);
  }

  private BallotBox box(boolean closed) {
    var electorate = proposal.electorate();
    var delegates = closed ? electorate.delegates() : Map.<AgentId, AgentId>of();
    return BallotBox.of(electorate, agent -> Delegation.ballot(agent, this::own, delegates))
        .ruled(ruling())
        .lot(proposal.id().value());
  }

  private List<List<String>> ruling() {
    return proposal.arbiter().flatMap(this::own).map(Ledger::order).orElse(List.of());
  }

  private static List<List<String>> order(Ballot ruling) {
    return ruling instanceof Ballot.Ranking(var ranks, _) ? ranks : List.of();
  }

  /** Those who have not voted themselves. */
  private Missing missing() {
    var electorate = proposal.electorate();
    var weights = new ArrayList<Fraction>();
    boolean veto = false;
    for (var participant : electorate.weights().entrySet()) {
      if (!accepted.containsKey(participant.getKey())) {
        weights.add(participant.getValue());
        veto |= electorate.vetoHolders().contains(participant.getKey());
      }
    }
    var roll = new Roll(Fraction.of(weights.size()), Weights.of(weights).total());
    return new Missing(roll, veto);
  }
}
