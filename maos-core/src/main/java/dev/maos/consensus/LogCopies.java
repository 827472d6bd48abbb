package dev.maos.consensus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The logs that this process knows, so that it reads only what is new and notices when entries get
 * lost. The oldest ones are forgotten when there are too many. Thread-safe.
 */
final class LogCopies {
  private static final int MOST = 20_000;
  private static final int MOST_ENTRIES = 1_000_000;

  private final Map<ProposalId, LogCopy> copies = new HashMap<>();
  private final Deque<LogCopy> order = new ArrayDeque<>();
  private final BallotGuard guard;

  /** Entries and voters of all copies that are kept. */
  private final AtomicLong entries = new AtomicLong();

  LogCopies(BallotGuard guard) {
    this.guard = guard;
  }

  synchronized Optional<LogCopy> find(ProposalId id) {
    return Optional.ofNullable(copies.get(id));
  }

  /** The copy of a vote, a new one if there is none. */
  synchronized LogCopy of(Proposal proposal) {
    var known = copies.get(proposal.id());
    if (known != null) {
      return known;
    }
    while (copies.size() >= MOST || (entries.get() > MOST_ENTRIES && !order.isEmpty())) {
      forgetOldest();
    }
    var copy = new LogCopy(proposal, guard, entries);
    copies.put(proposal.id(), copy);
    order.addLast(copy);
    return copy;
  }

  private void forgetOldest() {
    var oldest = order.removeFirst();
    copies.remove(oldest.id());
    oldest.forget();
  }
}
