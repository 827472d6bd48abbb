package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.EndAnswer;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a store must do with one vote, in the plainest words: it looks through its whole log. */
final class DecisionModel {
  static final String OPENED = "opened";

  private final Proposal proposal;
  private final List<String> words = new ArrayList<>(List.of(OPENED));
  private final List<CastRequest> taken = new ArrayList<>();
  private int lastBallot;
  private boolean over;

  DecisionModel(Proposal proposal) {
    this.proposal = proposal;
  }

  Proposal proposal() {
    return proposal;
  }

  List<String> words() {
    return words;
  }

  int size() {
    return words.size();
  }

  static String taken(CastRequest request) {
    return "taken " + request;
  }

  static String late(CastRequest request) {
    return "late " + request;
  }

  static String ended(Decision decision) {
    return "ended " + decision.name();
  }

  CastAnswer.Outcome cast(CastRequest request, boolean isLate) {
    var last =
        taken.stream()
            .filter(it -> it.voter().equals(request.voter()))
            .reduce((one, later) -> later);
    if (!proposal.electorate().includes(request.voter())) {
      return CastAnswer.Outcome.NOT_ELIGIBLE;
    }
    if (last.equals(Optional.of(request))) {
      return CastAnswer.Outcome.REPEATED;
    }
    if (over) {
      return CastAnswer.Outcome.ENDED;
    }
    if (isLate) {
      if (words.stream().noneMatch(it -> it.contains("late") && it.contains(voter(request)))) {
        words.add(late(request));
      }
      return CastAnswer.Outcome.LATE;
    }
    if (last.isPresent() && proposal.terms().ending() != Terms.Ending.REVISABLE) {
      return CastAnswer.Outcome.ALREADY_VOTED;
    }
    if (last.isPresent() && request.revision() <= last.get().revision()) {
      return CastAnswer.Outcome.STALE_REVISION;
    }
    taken.add(request);
    words.add(taken(request));
    lastBallot = words.size();
    return CastAnswer.Outcome.TAKEN;
  }

  private static String voter(CastRequest request) {
    return "voter=" + request.voter();
  }

  EndAnswer.Outcome decide(long upTo, Basis basis, boolean isLate) {
    if (over) {
      return EndAnswer.Outcome.ENDED_BEFORE;
    }
    boolean early =
        basis == Basis.CERTAIN && proposal.terms().ending() == Terms.Ending.WHEN_CERTAIN;
    if (!early && !isLate) {
      return EndAnswer.Outcome.TOO_EARLY;
    }
    if (!early && upTo < lastBallot) {
      return EndAnswer.Outcome.INCOMPLETE;
    }
    return end(new Decision.Passed());
  }

  EndAnswer.Outcome cancel(AgentId who) {
    if (!who.equals(proposal.subject().proposer())) {
      return EndAnswer.Outcome.FORBIDDEN;
    }
    return over ? EndAnswer.Outcome.ENDED_BEFORE : end(new Decision.Cancelled());
  }

  private EndAnswer.Outcome end(Decision decision) {
    words.add(ended(decision));
    over = true;
    return EndAnswer.Outcome.ENDED;
  }
}
