package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.consensus.Fraction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One protocol at work on a conflict, from the moment when its turn came. Immutable. */
record Scene(Hearing hearing, int step, Instant began) {
  Finding play(Protocol protocol) {
    return switch (protocol) {
      case Protocol.Total total -> outright(Judgement.of(conflict(), total), total);
      case Protocol.Priority it -> outright(Judgement.priority(conflict()), it);
      case Protocol.Authority it -> outright(Judgement.authority(conflict(), it), it);
      case Protocol.WeightedValue it -> WeightedValues.of(this, it);
      case Protocol.Merge it -> Merged.of(this, it);
      case Protocol.Negotiation it -> Bargaining.of(this, it);
      case Protocol.Arbitration it -> Rulings.of(this, it);
      case Protocol.Ballots it -> Polling.of(this, it);
      case Protocol.Escalate it -> Rulings.of(this, it);
    };
  }

  Conflict conflict() {
    return hearing.conflict();
  }

  /** At once, by what the claims are alone. */
  private Finding outright(Judgement judgement, Protocol by) {
    return judgement
        .claim()
        .map(claim -> claimed(by, claim, began, judgement.why()))
        .orElseGet(() -> new Finding.Passed(began, judgement.why()));
  }

  /** This claim, which those stand for who claim the same. */
  Finding claimed(Protocol by, Claim claim, Instant at, String why) {
    return claimed(by, claim, conflict().share(claim.value()), at, why);
  }

  Finding claimed(Protocol by, Claim claim, Fraction agreement, Instant at, String why) {
    var settlement =
        new Settlement(by.name(), Optional.of(claim.agent()), claim.value(), agreement);
    return new Finding.Resolved(settlement, at, why);
  }

  Finding passed(String why) {
    return new Finding.Passed(began, why);
  }

  /** All of these are asked the same, together. */
  Phase ask(
      Asked.Kind kind,
      int round,
      List<AgentId> whom,
      List<AgentId> choices,
      Instant from,
      Duration patience) {
    var until = from.plus(patience);
    var questions =
        whom.stream()
            .map(agent -> new Question(new Asked(step, round, kind, agent), choices, until))
            .toList();
    return new Phase(hearing, from, questions);
  }
}
