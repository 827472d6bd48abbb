package dev.maos.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a loop holds of its inbox: the round that is being handled, what of earlier ones is done and
 * not acknowledged yet, and the round that is on its way. It outlives a failure of the backend, so
 * that what was taken is handled in its order. Used by one run at a time; whoever watches that run
 * may take away what is not begun and what is done.
 */
final class Held {
  private final NextRound next;
  private final ArrayDeque<Claim> rest = new ArrayDeque<>(Pace.ROUND);
  private List<Claim> done = new ArrayList<>();
  private long takenAt;

  Held(Inbox inbox, Settler settler) {
    this.next = new NextRound(inbox, settler);
  }

  NextRound next() {
    return next;
  }

  /** A new round, when the one before is handled. */
  synchronized void begin(List<Claim> claims, long nowMicros) {
    rest.addAll(claims);
    takenAt = nowMicros;
  }

  /** When the leases of this round began, at the latest. */
  synchronized long takenAt() {
    return takenAt;
  }

  /** How many are not begun. */
  synchronized int size() {
    return rest.size();
  }

  synchronized @Nullable Claim poll() {
    return rest.poll();
  }

  /** Takes one away that is not begun; false if it is begun by now. */
  synchronized boolean remove(Claim claim) {
    return rest.remove(claim);
  }

  /** What could be handed back: at-most-once messages are acknowledged already. */
  synchronized List<Claim> unstarted() {
    return rest.stream()
        .filter(claim -> claim.envelope().message().guarantee() != Guarantee.AT_MOST_ONCE)
        .toList();
  }

  synchronized void done(Claim claim) {
    done.add(claim);
  }

  /** Takes away what is to be acknowledged; who takes it does that. */
  synchronized List<Claim> takeDone() {
    var taken = done;
    done = new ArrayList<>();
    return taken;
  }

  synchronized boolean hasDone() {
    return !done.isEmpty();
  }

  /** Acknowledging failed: it is to be done again. */
  synchronized void notAcknowledged(List<Claim> claims) {
    done.addAll(0, claims);
  }
}
