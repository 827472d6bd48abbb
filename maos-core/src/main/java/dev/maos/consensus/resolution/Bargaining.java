package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.consensus.Fraction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rounds of proposing and accepting, until all accept one claim. Pure. */
final class Bargaining {
  private final Scene scene;
  private final Protocol.Negotiation terms;
  private final List<AgentId> parties;
  private Instant now;

  private Bargaining(Scene scene, Protocol.Negotiation terms) {
    this.scene = scene;
    this.terms = terms;
    this.parties = scene.conflict().parties();
    this.now = scene.began();
  }

  static Finding of(Scene scene, Protocol.Negotiation terms) {
    return new Bargaining(scene, terms).find();
  }

  private Finding find() {
    for (int round = 1; round <= terms.rounds(); round++) {
      var proposals = ask(Asked.Kind.PROPOSE, round, parties);
      if (!proposals.open().isEmpty()) {
        return new Finding.Asks(proposals.open());
      }
      now = proposals.ended();
      var proposed = parties.stream().filter(proposals.choices()::contains).toList();
      if (proposed.isEmpty()) {
        continue;
      }
      var acceptances = ask(Asked.Kind.ACCEPT, round, proposed);
      if (!acceptances.open().isEmpty()) {
        return new Finding.Asks(acceptances.open());
      }
      now = acceptances.ended();
      var accepted = acceptedByAll(acceptances);
      if (accepted.isPresent()) {
        var claim = scene.conflict().of(accepted.get()).orElseThrow();
        return scene.claimed(terms, claim, Fraction.ONE, now, "all accept it in round " + round);
      }
    }
    return new Finding.Passed(
        now, "no claim was accepted by all in %d rounds".formatted(terms.rounds()));
  }

  private Phase ask(Asked.Kind kind, int round, List<AgentId> choices) {
    return scene.ask(kind, round, parties, choices, now, terms.patience());
  }

  private Optional<AgentId> acceptedByAll(Phase acceptances) {
    var choices = acceptances.choices();
    boolean one = choices.size() == parties.size() && choices.stream().distinct().count() == 1;
    return one ? Optional.of(choices.getFirst()) : Optional.empty();
  }
}
