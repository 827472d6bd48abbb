package dev.maos.consensus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of the log of a vote. It grows by what is read, and notices when that is
 * not the log it knew. Thread-safe.
 */
final class LogCopy {
  private final Proposal proposal;
  private final BallotGuard guard;
  private final List<LogEntry> entries = new ArrayList<>();
  private final Ledger ledger;
  private final Set<Long> disbelieved = new HashSet<>();
  private HashChain chain;
  private LogEntry.@Nullable Ended end;
  private Instant readAt = Instant.EPOCH;
  private boolean endIsKnown;
  private @Nullable AtomicLong kept;

  /** A copy by itself. */
  LogCopy(Proposal proposal) {
    this(proposal, BallotGuard.open());
  }

  /** One by itself, which counts the ballots that a guard believes. */
  LogCopy(Proposal proposal, BallotGuard guard) {
    this(proposal, guard, new AtomicLong());
  }

  /**
   * One of several.
   *
   * @param kept how many entries and voters they have together
   */
  LogCopy(Proposal proposal, BallotGuard guard, AtomicLong kept) {
    this.kept = kept;
    kept.addAndGet(proposal.electorate().weights().size());
    this.proposal = proposal;
    this.ledger = new Ledger(proposal);
    this.guard = guard;
    this.chain = HashChain.start(proposal.id());
  }

  Proposal proposal() {
    return proposal;
  }

  ProposalId id() {
    return proposal.id();
  }

  /** From where on the store is to tell, so that it can be seen whether the logs fit. */
  synchronized long from() {
    return Math.max(LogEntry.FIRST, chain.sequence());
  }

  /** The sequence of the last entry that is known; 0 if none is. */
  synchronized long sequence() {
    return chain.sequence();
  }

  synchronized LogPosition position() {
    return chain.position();
  }

  /** It is not kept any more; whoever still has it may go on with it. */
  synchronized void forget() {
    if (kept != null) {
      kept.addAndGet(-entries.size() - proposal.electorate().weights().size());
      kept = null;
    }
  }

  synchronized Optional<LogEntry.Ended> end() {
    return Optional.ofNullable(end);
  }

  /** What the store's clock said when this was read last. */
  synchronized Instant readAt() {
    return readAt;
  }

  /** Whether it has ended and nobody has asked this since. */
  synchronized boolean endIsNews() {
    boolean news = end != null && !endIsKnown;
    endIsKnown |= news;
    return news;
  }

  synchronized List<LogEntry> entries() {
    return List.copyOf(entries);
  }

  /**
   * Adds what was read from an earlier {@link #from} on.
   *
   * @throws LogRollbackException if it is not the log that was known
   */
  synchronized void extend(long from, LogPart part) {
    if (part.entries().isEmpty() || part.entries().getFirst().sequence() != from) {
      throw new LogRollbackException(id(), "entry " + from + " is not there any more");
    }
    for (var entry : part.entries()) {
      if (entry.sequence() <= chain.sequence()) {
        checkKnown(entry);
      } else {
        add(entry);
      }
    }
    readAt = readAt.isAfter(part.now()) ? readAt : part.now();
  }

  private void checkKnown(LogEntry entry) {
    boolean isPlace = entry.sequence() >= LogEntry.FIRST;
    if (!isPlace || !entries.get((int) (entry.sequence() - LogEntry.FIRST)).equals(entry)) {
      throw new LogRollbackException(id(), "entry " + entry.sequence() + " is another one");
    }
  }

  private void add(LogEntry entry) {
    boolean follows = entry.sequence() == chain.sequence() + 1 && end == null;
    boolean begins = entry instanceof LogEntry.Opened;
    if (!follows || begins != (entry.sequence() == LogEntry.FIRST)) {
      throw new LogRollbackException(id(), "entry " + entry.sequence() + " cannot follow there");
    }
    checkLate(entry);
    switch (entry) {
      case LogEntry.Opened _ -> {}
      case LogEntry.Taken(var cast) -> enter(cast);
      case LogEntry.Late(var cast) -> ledger.enter(cast);
      case LogEntry.Ended ended -> {
        checkCovered(ended);
        end = ended;
      }
    }
    entries.add(entry);
    if (kept != null) {
      kept.incrementAndGet();
    }
    chain = chain.next(entry);
  }

  // Nobody asks whether to believe what does not count, so it must be sure that it does not.
  private void checkLate(LogEntry entry) {
    boolean inTime = entry.at().isBefore(proposal.terms().deadline());
    if (entry instanceof LogEntry.Late && inTime) {
      throw new LogRollbackException(
          id(), "entry " + entry.sequence() + " says that it is late, and came in time");
    }
  }

  private void enter(Cast cast) {
    if (guard.believes(proposal, cast)) {
      ledger.enter(cast);
    } else {
      disbelieved.add(cast.sequence());
    }
  }

  /** The verdict names the head of the entries it covers, which must be ours. */
  private void checkCovered(LogEntry.Ended ended) {
    var covers = ended.verdict().covers();
    if (!headAt(covers.sequence()).filter(covers::equals).isPresent()) {
      throw new LogRollbackException(id(), "its verdict covers entries that are not in it");
    }
  }

  private Optional<LogPosition> headAt(long sequence) {
    if (sequence == chain.sequence()) {
      return Optional.of(chain.position());
    }
    var at = HashChain.start(id());
    for (var entry : entries) {
      at = at.next(entry);
      if (at.sequence() == sequence) {
        return Optional.of(at.position());
      }
    }
    return Optional.empty();
  }

  /** The ballots up to a sequence that are believed, the late ones among them. */
  synchronized List<Cast> casts(long upTo) {
    var casts = new ArrayList<Cast>(entries.size());
    for (var entry : entries) {
      if (entry.sequence() > upTo) {
        break;
      }
      switch (entry) {
        case LogEntry.Taken(var cast) when disbelieved.contains(cast.sequence()) -> {}
        case LogEntry.Taken(var cast) -> casts.add(cast);
        case LogEntry.Late(var cast) -> casts.add(cast);
        case LogEntry.Opened _, LogEntry.Ended _ -> {}
      }
    }
    return casts;
  }

  /** The entries but for the ballots that the guard does not believe. */
  synchronized List<LogEntry> believed() {
    return entries.stream().filter(entry -> !disbelieved.contains(entry.sequence())).toList();
  }

  /** The ballots that the guard does not believe. */
  synchronized List<Refusal> disbelieved() {
    var refused = new ArrayList<Refusal>();
    for (var entry : entries) {
      if (entry instanceof LogEntry.Taken(var cast) && disbelieved.contains(cast.sequence())) {
        refused.add(new Refusal(cast, Refusal.Reason.NOT_BELIEVED, ""));
      }
    }
    return refused;
  }

  /** What the ballots come to at a time; empty while missing ones could change it. */
  synchronized Optional<Verdict> verdict(Instant now) {
    return ledger.decision(now).map(decision -> Verdict.of(decision, chain.position()));
  }
}
