package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.CouncilNews;
import dev.maos.consensus.byzantine.Evidence;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes a seat in the one agenda that asks what is to be voted on, and notes who lies.
 *
 * <p>In one alone: whoever sits in two that ask the same, and votes in one, signs in the other what
 * the rest of the committee agrees on. A liar that opens an agenda for each of the others would get
 * them all to sign what only he has voted for. Thread-safe.
 */
final class CouncilWatch implements CouncilNews {
  private final Predicate<Agenda> fits;
  private final Consumer<Agenda> second;
  private final Signal opened = new Signal();

  // All guarded by this.
  private final SequencedSet<AgentId> liars = new TreeSet<>();
  private Optional<Agenda> chosen = Optional.empty();
  private boolean isOpen;

  /**
   * A watch for one question.
   *
   * @param fits whether an agenda asks it
   * @param second told of another one that asks it too
   */
  CouncilWatch(Predicate<Agenda> fits, Consumer<Agenda> second) {
    this.fits = fits;
    this.second = second;
  }

  /** It is the agenda that was opened here. */
  synchronized void choose(Agenda agenda) {
    chosen = Optional.of(agenda);
  }

  @Override
  public boolean admits(Agenda agenda) {
    if (!fits.test(agenda)) {
      return false;
    }
    synchronized (this) {
      if (chosen.isEmpty()) {
        chosen = Optional.of(agenda);
      }
      if (chosen.get().equals(agenda)) {
        return true;
      }
    }
    second.accept(agenda);
    return false;
  }

  @Override
  public void opened(Agenda agenda) {
    synchronized (this) {
      isOpen = true;
    }
    opened.raise();
  }

  @Override
  public synchronized void accused(Agenda agenda, Evidence evidence) {
    liars.add(evidence.liar());
  }

  /** The first that fits; empty if none comes in time. */
  Optional<Agenda> await(Duration patience, TimeSource time) throws InterruptedException {
    return opened.await(this::isOpen, patience, time) ? chosen() : Optional.empty();
  }

  private synchronized boolean isOpen() {
    return isOpen;
  }

  private synchronized Optional<Agenda> chosen() {
    return chosen;
  }

  /** Who has said two things, in the order of their names. */
  synchronized SequencedSet<AgentId> liars() {
    return new TreeSet<>(liars);
  }
}
