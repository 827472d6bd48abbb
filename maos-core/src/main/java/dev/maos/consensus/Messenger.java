package dev.maos.consensus;

import dev.maos.base.MaosException;
import java.util.ArrayList;
import java.util.List;
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

  private final ConsensusContext consensus;
  private final BlockingQueue<Errand> queue = new LinkedBlockingQueue<>(CAPACITY);
  private final AtomicBoolean running = new AtomicBoolean();

  private record Errand(LogCopy copy, Chore.Kind kind) {}

  Messenger(ConsensusContext consensus) {
    this.consensus = consensus;
  }

  /** Voters are invited soon. */
  void invite(LogCopy copy) {
    carry(new Errand(copy, Chore.Kind.INVITE));
  }

  /** All are told soon how it ended. */
  void tell(LogCopy copy) {
    carry(new Errand(copy, Chore.Kind.TELL));
  }

  private void carry(Errand errand) {
    if (queue.offer(errand) && running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("maos-votes-messenger").start(this::work);
    }
  }

  private void work() {
    do {
      var batch = new ArrayList<Errand>(BATCH);
      while (queue.drainTo(batch, BATCH) > 0) {
        strikeOff(batch);
        batch.clear();
      }
      running.set(false);
    } while (!queue.isEmpty() && running.compareAndSet(false, true));
  }

  private void strikeOff(List<Errand> batch) {
    var done = new ArrayList<DecisionStore.Done>(batch.size());
    for (var errand : batch) {
      if (isCarried(errand.copy(), errand.kind())) {
        var chore = new Chore(errand.copy().id(), errand.kind());
        done.add(new DecisionStore.Done(chore, errand.copy().position().sequence()));
      }
    }
    try {
      consensus.store().done(done);
    } catch (MaosException e) {
      LOG.debug("chores could not be struck off; they are done again", e);
    }
  }

  /** Carries it on this thread. */
  boolean isCarried(LogCopy copy, Chore.Kind kind) {
    var herald = consensus.surroundings().herald();
    try {
      if (kind == Chore.Kind.INVITE && copy.end().isEmpty()) {
        herald.invite(copy.proposal());
      }
      if (kind == Chore.Kind.TELL && copy.end().isPresent()) {
        herald.tell(copy.proposal(), VoteResult.of(copy.id(), copy.end().get()));
      }
      return true;
    } catch (RuntimeException e) {
      consensus.counters().heraldFailed.increment();
      LOG.atDebug().setCause(e).addKeyValue("vote", copy.id()).log("not carried; tried again");
      return false;
    }
  }
}
