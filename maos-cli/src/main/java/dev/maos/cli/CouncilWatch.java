package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.CouncilNews;
import dev.maos.consensus.byzantine.Evidence;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Waits for the agenda that asks what is to be voted on, and notes who lies. Others are passed
 * over: nobody's ballot is given to a question that only sounds like his. Thread-safe.
 */
final class CouncilWatch implements CouncilNews {
  private static final int MOST_WAITING = 1_000;

  private final LinkedBlockingQueue<Agenda> opened = new LinkedBlockingQueue<>(MOST_WAITING);
  private final SequencedSet<AgentId> liars = new TreeSet<>();

  @Override
  public void opened(Agenda agenda) {
    // What finds no room is asked for again by whoever opened it.
    var _ = opened.offer(agenda);
  }

  @Override
  public synchronized void accused(Agenda agenda, Evidence evidence) {
    liars.add(evidence.liar());
  }

  /** The first that fits; empty if none comes in time. */
  Optional<Agenda> await(Predicate<Agenda> fits, Duration patience, TimeSource time)
      throws InterruptedException {
    long end = time.nanos() + patience.toNanos();
    for (long left = patience.toNanos(); left > 0; left = end - time.nanos()) {
      var agenda = opened.poll(left, TimeUnit.NANOSECONDS);
      if (agenda != null && fits.test(agenda)) {
        return Optional.of(agenda);
      }
    }
    return Optional.empty();
  }

  /** Who has said two things, in the order of their names. */
  synchronized SequencedSet<AgentId> liars() {
    return new TreeSet<>(liars);
  }
}
