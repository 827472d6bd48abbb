package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does now and then what must be done by somebody: ends votes whose deadline has come, counts after
 * those who died before they did, invites and tells where that was left undone. Each process has
 * one; that two do the same is harmless. Thread-safe.
 */
final class Sweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int BATCH = 256;
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final ConsensusContext consensus;
  private final Desk desk;
  private final Messenger messenger;
  private final Tail tail;
  private TimeSource.@Nullable Alarm alarm;
  private volatile long sweptAt;
  private volatile boolean closed;
  private boolean failing;

  Sweeper(ConsensusContext consensus, Desk desk, Messenger messenger, Tail tail) {
    this.consensus = consensus;
    this.desk = desk;
    this.messenger = messenger;
    this.tail = tail;
    this.sweptAt = consensus.time().nanos();
  }

  synchronized void begin() {
    if (!closed) {
      alarm = consensus.time().schedule(consensus.options().sweepInterval(), this::sweepAndGoOn);
    }
  }

  private void sweepAndGoOn() {
    try {
      sweep();
      sweptAt = consensus.time().nanos();
      failing = false;
    } catch (RuntimeException e) {
      // Whatever it is, the next sweep must come.
      consensus.counters().storeFailed.increment();
      if (!failing) {
        LOG.atWarn().setCause(e).log("the store of votes does not answer; it is asked again");
      }
      failing = true;
    }
    begin();
  }

  /** How long ago a sweep last succeeded. */
  Duration sinceSwept() {
    return Duration.ofNanos(consensus.time().nanos() - sweptAt);
  }

  private void sweep() {
    List<Chore> chores;
    do {
      chores = consensus.store().take(BATCH, LEASE);
      var done = chores.stream().map(this::attempt).flatMap(Optional::stream).toList();
      if (!done.isEmpty()) {
        consensus.store().done(done);
      }
    } while (chores.size() == BATCH && !closed);
    tail.read();
  }

  /** Does a chore; what is to be struck off then. One that fails comes again after its lease. */
  private Optional<DecisionStore.Done> attempt(Chore chore) {
    try {
      return perform(chore);
    } catch (MaosException e) {
      if (e.code() == ErrorCode.UNKNOWN_PROPOSAL) {
        return Optional.of(new DecisionStore.Done(chore, Long.MAX_VALUE));
      }
      LOG.atWarn().setCause(e).addKeyValue("vote", chore.id()).log("left undone for now");
      return Optional.empty();
    }
  }

  private Optional<DecisionStore.Done> perform(Chore chore) {
    boolean open = consensus.copies().find(chore.id()).filter(it -> it.end().isPresent()).isEmpty();
    var copy = desk.finish(chore.id());
    boolean ended = copy.end().isPresent();
    if (open && ended && chore.kind() != Chore.Kind.TELL) {
      consensus.counters().finishedForOthers.increment();
    }
    boolean done =
        switch (chore.kind()) {
          case COUNT -> true;
          case CLOSE -> ended;
          case INVITE, TELL -> messenger.isCarried(copy, chore.kind());
        };
    return done ? Optional.of(new DecisionStore.Done(chore, copy.sequence())) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (alarm != null) {
      alarm.cancel();
    }
  }
}
