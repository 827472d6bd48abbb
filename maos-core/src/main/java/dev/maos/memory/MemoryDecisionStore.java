package dev.maos.memory;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Chore;
import dev.maos.consensus.Closure;
import dev.maos.consensus.Closures;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.EndAnswer;
import dev.maos.consensus.Listening;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPart;
import dev.maos.consensus.OpenAnswer;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.StoreRefusal;
import dev.maos.consensus.StoredVote;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VoteForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The storage of consensus in this process: a lock for each vote, and one for what is to be done
 * and what has ended.
 *
 * <p>Several may share one store and are then like processes that share a server. Its bells are
 * rung outside the locks, on the thread of whoever ended a vote. Owns no thread. Thread-safe.
 */
public final class MemoryDecisionStore implements DecisionStore {
  private static final int MAX_OPEN = 100_000;
  private static final int MAX_ENDED = 100_000;
  private static final long GRACE_MICROS = micros(GRACE);

  private final SteadyClock clock;
  private final int maxOpen;
  private final Map<ProposalId, MemoryVote> votes = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<ProposalId> open = new ConcurrentSkipListSet<>();
  private final List<Consumer<Optional<ProposalId>>> bells = new CopyOnWriteArrayList<>();

  /** Guards what follows. Taken inside the lock of a vote, never around it. */
  private final Object board = new Object();

  private final ChoreList chores = new ChoreList();
  private final ClosureLine line;
  private int openCount;

  /** An empty store: at most 100,000 votes are open, and the last 100,000 that ended are kept. */
  public MemoryDecisionStore(TimeSource time) {
    this(time, MAX_OPEN, MAX_ENDED);
  }

  /** An empty store with other bounds. */
  public MemoryDecisionStore(TimeSource time, int maxOpen, int maxEnded) {
    this.clock = new SteadyClock(time);
    this.maxOpen = maxOpen;
    this.line = new ClosureLine(maxEnded, clock.micros());
  }

  @Override
  public Instant now() {
    return VoteForm.instant(clock.micros());
  }

  @Override
  public OpenAnswer propose(Proposal proposal) {
    var id = proposal.id();
    synchronized (board) {
      var known = votes.get(id);
      if (known == null) {
        return new OpenAnswer(OpenAnswer.Outcome.OPENED, open(proposal));
      }
    }
    return new OpenAnswer(OpenAnswer.Outcome.KNOWN, entries(id, LogEntry.FIRST));
  }

  private LogPart open(Proposal proposal) {
    var now = now();
    if (!now.isBefore(proposal.terms().deadline())) {
      throw StoreRefusal.past(proposal, now);
    }
    if (openCount >= maxOpen) {
      throw StoreRefusal.full(maxOpen);
    }
    var id = proposal.id();
    var vote = new MemoryVote(proposal, now);
    var log = vote.from(LogEntry.FIRST, now);
    openCount++;
    open.add(id);
    chores.add(new Chore(id, Chore.Kind.INVITE), VoteForm.micros(now) + GRACE_MICROS);
    chores.add(new Chore(id, Chore.Kind.CLOSE), VoteForm.micros(proposal.terms().deadline()));
    votes.put(id, vote);
    return log;
  }

  private MemoryVote vote(ProposalId id) {
    var vote = votes.get(id);
    if (vote == null) {
      throw StoreRefusal.unknown(id);
    }
    return vote;
  }

  @Override
  public Optional<StoredVote> read(ProposalId id) {
    return Optional.ofNullable(votes.get(id))
        .map(vote -> new StoredVote(vote.proposal(), entries(vote, LogEntry.FIRST)));
  }

  @Override
  public LogPart entries(ProposalId id, long from) {
    return entries(vote(id), from);
  }

  private LogPart entries(MemoryVote vote, long from) {
    synchronized (vote) {
      return vote.from(from, now());
    }
  }

  @Override
  public CastAnswer cast(ProposalId id, CastRequest request, long from) {
    var vote = vote(id);
    synchronized (vote) {
      var now = now();
      var answer = vote.cast(request, from, now);
      boolean decides = vote.proposal().terms().ending() == Terms.Ending.WHEN_CERTAIN;
      if (answer.outcome() == CastAnswer.Outcome.TAKEN && decides) {
        synchronized (board) {
          chores.add(new Chore(id, Chore.Kind.COUNT), VoteForm.micros(now) + GRACE_MICROS);
        }
      }
      return answer;
    }
  }

  @Override
  public EndAnswer decide(ProposalId id, Verdict verdict, Basis basis, long from) {
    StoreRefusal.checkCounted(verdict);
    var vote = vote(id);
    EndAnswer answer;
    synchronized (vote) {
      answer = vote.decide(verdict, basis, from, now());
      ended(id, verdict, answer);
    }
    return ring(id, answer);
  }

  @Override
  public EndAnswer cancel(ProposalId id, AgentId who, Verdict verdict, long from) {
    StoreRefusal.checkCancelled(verdict);
    var vote = vote(id);
    EndAnswer answer;
    synchronized (vote) {
      answer = vote.cancel(who, verdict, from, now());
      ended(id, verdict, answer);
    }
    return ring(id, answer);
  }

  private void ended(ProposalId id, Verdict verdict, EndAnswer answer) {
    if (answer.outcome() != EndAnswer.Outcome.ENDED) {
      return;
    }
    var at = answer.log().now();
    synchronized (board) {
      openCount--;
      open.remove(id);
      for (var kind : List.of(Chore.Kind.INVITE, Chore.Kind.COUNT, Chore.Kind.CLOSE)) {
        chores.remove(new Chore(id, kind));
      }
      chores.add(new Chore(id, Chore.Kind.TELL), VoteForm.micros(at) + GRACE_MICROS);
      var forgotten = line.add(new Closure(line.next(), id, at, verdict));
      if (forgotten != null) {
        votes.remove(forgotten.id());
        chores.remove(new Chore(forgotten.id(), Chore.Kind.TELL));
      }
    }
  }

  private EndAnswer ring(ProposalId id, EndAnswer answer) {
    if (answer.outcome() == EndAnswer.Outcome.ENDED) {
      bells.forEach(bell -> bell.accept(Optional.of(id)));
    }
    return answer;
  }

  @Override
  public Closures closed(long after, int limit) {
    synchronized (board) {
      return line.behind(after, limit);
    }
  }

  @Override
  public List<ProposalId> open(Optional<ProposalId> after, int limit) {
    var behind = after.isEmpty() ? open : open.tailSet(after.get(), false);
    return behind.stream().limit(limit).toList();
  }

  @Override
  public long openCount() {
    synchronized (board) {
      return openCount;
    }
  }

  @Override
  public List<Chore> take(int limit, Duration lease) {
    synchronized (board) {
      long now = clock.micros();
      return chores.take(limit, now, now + micros(lease));
    }
  }

  @Override
  public void done(List<Done> those) {
    for (var each : those) {
      var chore = each.chore();
      var vote = votes.get(chore.id());
      if (chore.kind() != Chore.Kind.COUNT || vote == null) {
        strikeOff(chore);
        continue;
      }
      synchronized (vote) {
        if (vote.lastBallot() <= each.upTo()) {
          strikeOff(chore);
        }
      }
    }
  }

  private void strikeOff(Chore chore) {
    synchronized (board) {
      chores.remove(chore);
    }
  }

  @Override
  public Push push() {
    return Push.RELIABLE;
  }

  @Override
  public Listening listen(Consumer<Optional<ProposalId>> bell) {
    // A bell of its own, so that the same one may be rung for several listeners.
    Consumer<Optional<ProposalId>> listener = id -> bell.accept(id);
    bells.add(listener);
    return () -> bells.remove(listener);
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }
}
