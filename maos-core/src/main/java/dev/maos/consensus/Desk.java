package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.consensus.DecisionStore.Basis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where votes are opened, ballots cast and votes ended: each a step in the store, then what follows
 * from it. Whoever sees that a vote is decided ends it, whoever he is, and the store lets one of
 * them do it. Thread-safe.
 */
final class Desk {
  private final ConsensusContext consensus;
  private final DecisionStore store;
  private final BallotGuard guard;
  private final Messenger messenger;
  private final Set<ProposalId> ending = ConcurrentHashMap.newKeySet();

  Desk(ConsensusContext consensus, Messenger messenger) {
    this.consensus = consensus;
    this.store = consensus.store();
    this.guard = consensus.surroundings().guard();
    this.messenger = messenger;
  }

  // Opening.

  void propose(Proposal proposal) {
    guard.proposing(proposal);
    var answer = store.propose(proposal);
    var copy = consensus.copies().of(proposal);
    extend(copy, LogEntry.FIRST, answer.log());
    if (answer.outcome() == OpenAnswer.Outcome.OPENED) {
      consensus.counters().requested.increment();
      consensus.announcements().initiated(proposal);
      messenger.invite(copy);
    }
  }

  // Casting.

  CastReceipt cast(ProposalId id, CastRequest request) {
    var copy = copy(id);
    check(copy.proposal(), request);
    long from = copy.from();
    var answer = store.cast(id, guard.casting(copy.proposal(), request), from);
    extend(copy, from, answer.log());
    return switch (answer.outcome()) {
      case TAKEN -> {
        consensus.counters().ballots.increment();
        yield receipt(copy, request, CastReceipt.Standing.TAKEN, answer);
      }
      case REPEATED -> {
        consensus.counters().repeated.increment();
        yield receipt(copy, request, CastReceipt.Standing.REPEATED, answer);
      }
      case ENDED -> receipt(copy, request, CastReceipt.Standing.AFTER_THE_END, answer);
      case LATE -> {
        // Nobody else might be there to end it.
        settle(copy, answer.log().now());
        throw rejection(id, request.voter(), Refusal.Reason.LATE);
      }
      case ALREADY_VOTED -> throw rejection(id, request.voter(), Refusal.Reason.ALREADY_VOTED);
      case STALE_REVISION -> throw rejection(id, request.voter(), Refusal.Reason.STALE_REVISION);
      case NOT_ELIGIBLE -> throw rejection(id, request.voter(), Refusal.Reason.NOT_ELIGIBLE);
    };
  }

  private void check(Proposal proposal, CastRequest request) {
    var voter = request.voter();
    if (!proposal.mayCast(voter)) {
      throw rejection(proposal.id(), voter, Refusal.Reason.NOT_ELIGIBLE);
    }
    try {
      proposal.check(voter, request.ballot());
    } catch (InvalidInputException invalid) {
      consensus.counters().rejected.increment();
      consensus
          .announcements()
          .rejected(proposal.id(), voter, String.valueOf(invalid.getMessage()));
      throw invalid;
    }
  }

  private VoteRejectedException rejection(ProposalId id, AgentId voter, Refusal.Reason reason) {
    consensus.counters().rejected.increment();
    consensus.announcements().rejected(id, voter, reason.name());
    return new VoteRejectedException(id, voter, reason);
  }

  private CastReceipt receipt(
      LogCopy copy, CastRequest request, CastReceipt.Standing standing, CastAnswer answer) {
    Decision decision =
        settle(copy, answer.log().now())
            .map(VoteResult::decision)
            .orElseGet(Decision.Undecided::new);
    return new CastReceipt(copy.id(), request.voter(), standing, answer.sequence(), decision);
  }

  // Ending.

  /** Ends a vote if it is decided; how it has ended, if it has. */
  Optional<VoteResult> settle(LogCopy copy, Instant now) {
    var at = now;
    while (copy.end().isEmpty()) {
      var verdict = copy.verdict(at);
      if (verdict.isEmpty()) {
        return Optional.empty();
      }
      boolean early = at.isBefore(copy.proposal().terms().deadline());
      long known = copy.from();
      var answer = decide(copy, verdict.get(), early ? Basis.CERTAIN : Basis.DEADLINE);
      if (answer.outcome() == EndAnswer.Outcome.TOO_EARLY) {
        return Optional.empty();
      }
      if (answer.outcome() == EndAnswer.Outcome.INCOMPLETE && copy.from() == known) {
        throw noted(
            new LogRollbackException(
                copy.id(), "a ballot behind entry %d is not there any more".formatted(known)));
      }
      at = answer.log().now();
    }
    return result(copy);
  }

  private EndAnswer decide(LogCopy copy, Verdict verdict, Basis basis) {
    ending.add(copy.id());
    try {
      long from = copy.from();
      var answer = store.decide(copy.id(), verdict, basis, from);
      extend(copy, from, answer.log());
      if (answer.outcome() == EndAnswer.Outcome.ENDED) {
        endedHere(copy);
      }
      return answer;
    } finally {
      ending.remove(copy.id());
    }
  }

  VoteResult cancel(ProposalId id, AgentId who, String reason) {
    var copy = fresh(id);
    guard.proposing(copy.proposal());
    long from = copy.from();
    var verdict = new Verdict(new Decision.Cancelled(), copy.position(), reason);
    var answer = store.cancel(id, who, verdict, from);
    extend(copy, from, answer.log());
    if (answer.outcome() == EndAnswer.Outcome.FORBIDDEN) {
      throw new MaosException(
          ErrorCode.FORBIDDEN,
          "%s may not take back vote %s, which %s has proposed"
              .formatted(who, id, copy.proposal().subject().proposer()));
    }
    if (answer.outcome() == EndAnswer.Outcome.ENDED) {
      endedHere(copy);
    }
    return result(copy).orElseThrow();
  }

  private void endedHere(LogCopy copy) {
    var result = result(copy).orElseThrow();
    var opened = copy.entries().getFirst().at();
    consensus.counters().ended(result.decision());
    consensus.counters().durations.record(VoteForm.micros(result.at()) - VoteForm.micros(opened));
    consensus.announcements().ended(copy.proposal(), result);
    messenger.tell(copy);
  }

  private static Optional<VoteResult> result(LogCopy copy) {
    return copy.end().map(end -> VoteResult.of(copy.id(), end));
  }

  /** Whether this process is about to hear of the end by itself. */
  boolean isEnding(ProposalId id) {
    return ending.contains(id);
  }

  // Looking.

  /** How a vote stands, after ending it if it is decided. */
  Vote look(ProposalId id) {
    var copy = fresh(id);
    return vote(copy, lookAt(copy));
  }

  /** Reads what is new of a vote and ends it if it is decided. */
  LogCopy finish(ProposalId id) {
    var copy = fresh(id);
    lookAt(copy);
    return copy;
  }

  private Instant lookAt(LogCopy copy) {
    var now = copy.readAt();
    settle(copy, now);
    return now;
  }

  private static Vote vote(LogCopy copy, Instant now) {
    var entries = copy.entries();
    var taken = new ArrayList<Cast>();
    var late = new ArrayList<Cast>();
    for (var entry : entries) {
      switch (entry) {
        case LogEntry.Taken(var cast) -> taken.add(cast);
        case LogEntry.Late(var cast) -> late.add(cast);
        case LogEntry.Opened _, LogEntry.Ended _ -> {}
      }
    }
    var result = result(copy);
    long covered = result.map(it -> it.verdict().covers().sequence()).orElse(copy.sequence());
    var count =
        Count.of(copy.proposal(), copy.casts(covered), result.map(VoteResult::at).orElse(now))
            .refusing(copy.disbelieved());
    return new Vote(
        copy.proposal(), entries.getFirst().at(), taken, late, count, result, copy.position());
  }

  // Copies.

  private LogCopy copy(ProposalId id) {
    return consensus.copies().find(id).orElseGet(() -> read(id));
  }

  /** The copy of a vote, with all that the store has by now. */
  private LogCopy fresh(ProposalId id) {
    var known = consensus.copies().find(id);
    if (known.isEmpty()) {
      return read(id);
    }
    var copy = known.get();
    if (copy.end().isEmpty()) {
      long from = copy.from();
      extend(copy, from, entries(copy, from));
    }
    return copy;
  }

  private LogPart entries(LogCopy copy, long from) {
    try {
      return store.entries(copy.id(), from);
    } catch (MaosException e) {
      if (e.code() == ErrorCode.UNKNOWN_PROPOSAL) {
        throw noted(new LogRollbackException(copy.id(), "it is not there any more"));
      }
      throw e;
    }
  }

  private LogCopy read(ProposalId id) {
    var stored = store.read(id).orElseThrow(() -> StoreRefusal.unknown(id));
    var copy = consensus.copies().of(stored.proposal());
    extend(copy, LogEntry.FIRST, stored.log());
    return copy;
  }

  /** Adds what was read; whoever waits for the end hears of it. */
  private void extend(LogCopy copy, long from, LogPart part) {
    consensus.storeTime().note(part.now());
    try {
      copy.extend(from, part);
    } catch (LogRollbackException e) {
      throw noted(e);
    }
    if (copy.endIsNews()) {
      consensus.book().note(copy.proposal(), copy.believed());
      consensus.listeners().tell(result(copy).orElseThrow());
    }
  }

  private LogRollbackException noted(LogRollbackException e) {
    consensus.counters().rollbacks.increment();
    consensus.announcements().rolledBack(e);
    return e;
  }
}
