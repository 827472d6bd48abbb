package dev.maos.consensus;

import dev.maos.base.MaosException;
import dev.maos.base.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has invitations and results carried by a thread of its own, which is there while there is work,
 * and strikes them off in the store. What fails or finds no room stays for a sweep. Thread-safe.
 */
final class Messenger {
  private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);
  private static final int CAPACITY = 20_000;
  private static final int BATCH = 64;
  private static final int MOST_HEADS = 1_000;

  private final ConsensusContext consensus;
  private final BlockingQueue<Errand> queue = new LinkedBlockingQueue<>(CAPACITY);
  private final AtomicBoolean running = new AtomicBoolean();

  private record Errand(LogCopy copy, Chore.Kind kind, Optional<TraceContext> trace) {}

  Messenger(ConsensusContext consensus) {
    this.consensus = consensus;
  }

  /** Voters are invited soon. */
  void invite(LogCopy copy) {
    carry(copy, Chore.Kind.INVITE);
  }

  /** All are told soon how it ended. */
  void tell(LogCopy copy) {
    carry(copy, Chore.Kind.TELL);
  }

  private void carry(LogCopy copy, Chore.Kind kind) {
    var errand = new Errand(copy, kind, consensus.surroundings().tracer().current());
    if (queue.offer(errand) && running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("maos-votes-messenger").start(this::work);
    }
  }

  private void work() {
    do {
      var batch = next();
      while (!batch.isEmpty()) {
        strikeOff(batch);
        batch = next();
      }
      running.set(false);
    } while (!queue.isEmpty() && running.compareAndSet(false, true));
  }

  /** What is carried together: one great vote is enough for once, and else several small ones. */
  private List<Errand> next() {
    var batch = new ArrayList<Errand>(BATCH);
    int heads = 0;
    while (batch.size() < BATCH && heads < MOST_HEADS) {
      var errand = queue.poll();
      if (errand == null) {
        break;
      }
      heads += errand.copy().proposal().electorate().weights().size();
      batch.add(errand);
    }
    return batch;
  }

  private void strikeOff(List<Errand> batch) {
    var done = new ArrayList<DecisionStore.Done>(batch.size());
    for (var errand : carried(batch)) {
      var chore = new Chore(errand.copy().id(), errand.kind());
      done.add(new DecisionStore.Done(chore, errand.copy().sequence()));
    }
    try {
      consensus.store().done(done);
    } catch (MaosException e) {
      LOG.debug("chores could not be struck off; they are done again", e);
    }
  }

  private List<Errand> carried(List<Errand> batch) {
    var news = batch.stream().map(Messenger::news).flatMap(Optional::stream).toList();
    try {
      consensus.surroundings().herald().carry(news);
      return batch;
    } catch (RuntimeException together) {
      // One whose way is blocked keeps no other back.
      return batch.size() == 1
          ? failed(batch.getFirst(), together)
          : batch.stream().filter(each -> !carried(List.of(each)).isEmpty()).toList();
    }
  }

  private List<Errand> failed(Errand errand, RuntimeException e) {
    consensus.counters().heraldFailed.increment();
    LOG.atDebug()
        .setCause(e)
        .addKeyValue("vote", errand.copy().id())
        .log("not carried; tried again");
    return List.of();
  }

  /** Nothing, where it has come too late. */
  private static Optional<Herald.News> news(Errand errand) {
    var proposal = errand.copy().proposal();
    var end = errand.copy().end();
    if (errand.kind() == Chore.Kind.INVITE) {
      return end.isEmpty()
          ? Optional.of(new Herald.News.Opening(proposal, errand.trace()))
          : Optional.empty();
    }
    return end.map(
        it -> new Herald.News.Ending(proposal, VoteResult.of(proposal.id(), it), errand.trace()));
  }

  /** Carries on this thread what another process may have left undone. */
  boolean isCarried(LogCopy copy, Chore.Kind kind) {
    return !carried(List.of(new Errand(copy, kind, Optional.empty()))).isEmpty();
  }
}
