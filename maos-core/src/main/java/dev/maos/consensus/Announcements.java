package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import java.util.Map;
import java.util.Optional;

/** Tells whoever listens what happens to votes. Thread-safe. */
final class Announcements {
  static final String ROLLED_BACK = "CONSENSUS_LOG_ROLLED_BACK";
  private static final Topic VOTES = Topic.reserved("votes");
  private static final AgentId LAYER = AgentId.of("maos");

  private final Announcer announcer;

  Announcements(Announcer announcer) {
    this.announcer = announcer;
  }

  void initiated(Proposal proposal) {
    var subject = proposal.subject();
    announce(
        "CONSENSUS_INITIATED",
        subject.proposer(),
        Map.of(
            "proposal", proposal.id().value(),
            "title", subject.title(),
            "rule", proposal.contest().rule().name(),
            "participants", proposal.electorate().weights().size(),
            "deadline", proposal.terms().deadline().toString()));
  }

  void ended(Proposal proposal, VoteResult result) {
    announce(
        "CONSENSUS_" + result.decision().status(),
        proposal.subject().proposer(),
        Map.of(
            "proposal", proposal.id().value(),
            "title", proposal.subject().title(),
            "decision", result.decision().name(),
            "detail", detail(result.decision()),
            "reason", result.verdict().reason(),
            "head", result.verdict().covers().head()));
  }

  void rejected(ProposalId id, AgentId voter, String reason) {
    announce("VOTE_REJECTED", voter, Map.of("proposal", id.value(), "reason", reason));
  }

  void rolledBack(LogRollbackException e) {
    announce(ROLLED_BACK, LAYER, Map.of("error", String.valueOf(e.getMessage())));
  }

  private static String detail(Decision decision) {
    return switch (decision) {
      case Decision.Winner(var option) -> option;
      case Decision.Tied(var options) -> String.join(", ", options);
      case Decision.Undecided(), Decision.Passed(), Decision.Rejected() -> "";
      case Decision.NoQuorum(), Decision.Vetoed(), Decision.Cancelled() -> "";
    };
  }

  private void announce(String what, AgentId who, Map<String, ?> data) {
    // Where nobody listens, fifty thousand decisions a second need not be put into words.
    if (announcer.isHeard()) {
      announcer.announce(what, who, VOTES, Payload.of(data), Optional.empty());
    }
  }
}
