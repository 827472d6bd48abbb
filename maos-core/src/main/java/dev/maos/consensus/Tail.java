package dev.maos.consensus;

import dev.maos.base.MaosException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears which votes have ended, wherever they were ended: reads the line of all ends when a bell
 * rings for a vote that somebody here waits for, and at every sweep. Thread-safe.
 */
final class Tail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
  private static final int PAGE = 1_000;

  private final ConsensusContext consensus;
  private final Desk desk;
  private final Listening bell;
  // As if somebody had asked already: who rings before the place is known starts no reader.
  private final AtomicInteger asked = new AtomicInteger(1);
  private long epoch;
  private long position;

  Tail(ConsensusContext consensus, Desk desk) {
    this.consensus = consensus;
    this.desk = desk;
    // First the bell, then the place: what ends in between is read once too often, never missed.
    this.bell = consensus.store().listen(this::ring);
    try {
      var end = consensus.store().closed(Long.MAX_VALUE, 1);
      this.epoch = end.epoch();
      this.position = end.end();
    } catch (RuntimeException e) {
      bell.close();
      throw e;
    }
    if (!asked.compareAndSet(1, 0)) {
      startReader();
    }
  }

  private void ring(Optional<ProposalId> ended) {
    boolean matters =
        ended.map(id -> consensus.listeners().isWaitedFor(id) && !desk.isEnding(id)).orElse(true);
    // The first who asks starts a thread, which goes on until nobody has asked meanwhile.
    if (matters && asked.getAndIncrement() == 0) {
      startReader();
    }
  }

  private void startReader() {
    Thread.ofVirtual().name("maos-votes-tail").start(this::readWhileAsked);
  }

  private void readWhileAsked() {
    int served = 1;
    do {
      served = asked.get();
      try {
        read();
      } catch (MaosException e) {
        LOG.debug("the ends of votes could not be read; the next sweep does", e);
      }
    } while (!asked.compareAndSet(served, 0));
  }

  /** Reads to the end of the line, and tells whoever waits. */
  synchronized void read() {
    Closures page;
    do {
      page = consensus.store().closed(position, PAGE);
      if (isBroken(page)) {
        startOver(page);
        return;
      }
      for (var closure : page.closures()) {
        position = closure.index();
        consensus.listeners().tell(VoteResult.of(closure));
      }
    } while (page.closures().size() == PAGE);
  }

  private boolean isBroken(Closures page) {
    boolean skips =
        !page.closures().isEmpty() && page.closures().getFirst().index() != position + 1;
    boolean missing = page.closures().isEmpty() && page.end() > position;
    return page.epoch() != epoch || page.end() < position || skips || missing;
  }

  private void startOver(Closures page) {
    consensus.counters().gaps.increment();
    LOG.warn("the line of ended votes has a gap; those that somebody waits for are looked at");
    epoch = page.epoch();
    position = page.end();
    for (var id : consensus.listeners().ids()) {
      try {
        desk.finish(id);
      } catch (MaosException e) {
        LOG.atWarn().setCause(e).addKeyValue("vote", id).log("somebody waits for it in vain");
      }
    }
  }

  @Override
  public void close() {
    bell.close();
  }
}
