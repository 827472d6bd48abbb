package dev.maos.memory;

import dev.maos.base.AgentId;
import dev.maos.consensus.Cast;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.EndAnswer;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPart;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The log of one vote, and which ballots are in it. Guarded by itself. */
final class MemoryVote {
  private final Proposal proposal;
  private final List<LogEntry> log = new ArrayList<>();
  private final Map<AgentId, Cast> ballots = new HashMap<>();
  private final Map<AgentId, Cast> late = new HashMap<>();
  private long lastBallot;
  private boolean ended;

  MemoryVote(Proposal proposal, Instant at) {
    this.proposal = proposal;
    log.add(new LogEntry.Opened(at));
  }

  Proposal proposal() {
    return proposal;
  }

  /** The sequence of the last ballot that counts. */
  long lastBallot() {
    return lastBallot;
  }

  private long lastSequence() {
    return log.size();
  }

  LogPart from(long sequence, Instant now) {
    int index = Math.clamp(sequence - LogEntry.FIRST, 0, log.size());
    return new LogPart(log.subList(index, log.size()), now);
  }

  CastAnswer cast(CastRequest request, long from, Instant now) {
    var before = ballots.get(request.voter());
    var outcome = judge(request, before, now);
    long sequence = before == null ? 0 : before.sequence();
    switch (outcome) {
      case TAKEN -> {
        var cast = request.at(lastSequence() + 1, now);
        ballots.put(request.voter(), cast);
        log.add(new LogEntry.Taken(cast));
        lastBallot = cast.sequence();
        sequence = cast.sequence();
      }
      case LATE -> {
        if (!late.containsKey(request.voter())) {
          var cast = request.at(lastSequence() + 1, now);
          late.put(request.voter(), cast);
          log.add(new LogEntry.Late(cast));
        }
      }
      case REPEATED, ALREADY_VOTED, STALE_REVISION, NOT_ELIGIBLE, ENDED -> {}
    }
    return new CastAnswer(outcome, sequence, from(from, now));
  }

  // What was taken before is so still when the vote has ended: its voter may not have heard of it.
  private CastAnswer.Outcome judge(CastRequest request, @Nullable Cast before, Instant now) {
    if (!proposal.mayCast(request.voter())) {
      return CastAnswer.Outcome.NOT_ELIGIBLE;
    }
    if (before != null
        && before.ballot().equals(request.ballot())
        && before.revision() == request.revision()) {
      return CastAnswer.Outcome.REPEATED;
    }
    if (ended) {
      return CastAnswer.Outcome.ENDED;
    }
    if (!now.isBefore(proposal.terms().deadline())) {
      return CastAnswer.Outcome.LATE;
    }
    if (before == null) {
      return CastAnswer.Outcome.TAKEN;
    }
    if (proposal.terms().ending() != Terms.Ending.REVISABLE) {
      return CastAnswer.Outcome.ALREADY_VOTED;
    }
    return request.revision() > before.revision()
        ? CastAnswer.Outcome.TAKEN
        : CastAnswer.Outcome.STALE_REVISION;
  }

  EndAnswer decide(Verdict verdict, Basis basis, long from, Instant now) {
    return end(verdict, mayDecide(verdict, basis, now), from, now);
  }

  EndAnswer cancel(AgentId who, Verdict verdict, long from, Instant now) {
    boolean mine = proposal.subject().proposer().equals(who);
    var outcome =
        !mine
            ? EndAnswer.Outcome.FORBIDDEN
            : ended ? EndAnswer.Outcome.ENDED_BEFORE : EndAnswer.Outcome.ENDED;
    return end(verdict, outcome, from, now);
  }

  private EndAnswer.Outcome mayDecide(Verdict verdict, Basis basis, Instant now) {
    if (ended) {
      return EndAnswer.Outcome.ENDED_BEFORE;
    }
    boolean early =
        basis == Basis.CERTAIN && proposal.terms().ending() == Terms.Ending.WHEN_CERTAIN;
    if (early) {
      return EndAnswer.Outcome.ENDED;
    }
    if (now.isBefore(proposal.terms().deadline())) {
      return EndAnswer.Outcome.TOO_EARLY;
    }
    return verdict.covers().sequence() < lastBallot
        ? EndAnswer.Outcome.INCOMPLETE
        : EndAnswer.Outcome.ENDED;
  }

  private EndAnswer end(Verdict verdict, EndAnswer.Outcome outcome, long from, Instant now) {
    if (outcome == EndAnswer.Outcome.ENDED) {
      log.add(new LogEntry.Ended(lastSequence() + 1, now, verdict));
      ended = true;
    }
    return new EndAnswer(outcome, from(from, now));
  }
}
