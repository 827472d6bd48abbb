package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.VoteExport;
import java.util.HashMap;
import java.util.Optional;

/** A vote of the parties between their claims. Pure: the vote is held elsewhere. */
final class Polling {
  private Polling() {}

  static Finding of(Scene scene, Protocol.Ballots terms) {
    var asked = asked(scene, terms);
    var voted = scene.hearing().vote(scene.step());
    if (voted.isEmpty()) {
      return asked;
    }
    var at = voted.get().at();
    if (voted.get().vote().isEmpty()) {
      return new Finding.Passed(at, "the vote did not end");
    }
    var vote = voted.get().vote().get();
    var ended = end(vote);
    if (!isThe(vote, asked) || !vote.problems().isEmpty() || ended.isEmpty()) {
      return new Finding.Passed(at, "what is there is not the vote of the parties");
    }
    var end = ended.get();
    if (!(end.verdict().decision() instanceof Decision.Winner(var name))) {
      return new Finding.Passed(at, "the vote ended " + end.verdict().decision().name());
    }
    var claim = scene.conflict().of(AgentId.of(name)).orElseThrow();
    return scene.claimed(terms, claim, share(vote, end, name), at, "it was elected");
  }

  private static Finding.Polls asked(Scene scene, Protocol.Ballots terms) {
    var conflict = scene.conflict();
    var weights = new HashMap<AgentId, Fraction>();
    conflict.claims().forEach(claim -> weights.put(claim.agent(), claim.weight()));
    var names = conflict.parties().stream().map(AgentId::value).toList();
    return new Finding.Polls(
        scene.step(),
        Contest.between(names, terms.method().rule()),
        Electorate.weighted(weights),
        terms.open(),
        "Whose claim shall it be? Step %d of conflict %s".formatted(scene.step(), conflict.id()));
  }

  private static boolean isThe(VoteExport vote, Finding.Polls asked) {
    var proposal = vote.proposal();
    return proposal.contest().equals(asked.contest())
        && proposal.electorate().equals(asked.electorate())
        && proposal.subject().description().equals(asked.description());
  }

  private static Optional<LogEntry.Ended> end(VoteExport vote) {
    return vote.entries().stream()
        .filter(LogEntry.Ended.class::isInstance)
        .map(LogEntry.Ended.class::cast)
        .findFirst();
  }

  /** Whose ballots that count put it first, or approve it. */
  private static Fraction share(VoteExport vote, LogEntry.Ended end, String name) {
    var weights = vote.proposal().electorate().weights();
    var share = Fraction.ZERO;
    for (var entry : vote.entries()) {
      if (entry instanceof LogEntry.Taken(var cast)
          && cast.sequence() <= end.verdict().covers().sequence()
          && Claimants.favours(cast.ballot(), name)) {
        share = share.plus(weights.getOrDefault(cast.voter(), Fraction.ZERO));
      }
    }
    return share.dividedBy(vote.proposal().electorate().roll().weight());
  }
}
