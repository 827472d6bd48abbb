package dev.maos.redis.bus;

import dev.maos.message.Claim;
import dev.maos.message.InboxSpec;
import dev.maos.message.MessageFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of one reader that goes along with what this process publishes: what is done is
 * acknowledged, and what is stored just before it is brought, in one step of the server.
 *
 * <pre>
 *   LOOKS ITSELF --came away empty, or waits a moment--> READY --somebody publishes--> UNDER WAY
 *       ^   ^--------- it comes, or its bell rings ------'  ^------- brought nothing ----' |
 *       '------------------------- it comes, and takes what was brought ------------------'
 * </pre>
 *
 * <p>So of one reader there is one exchange at a time, and messages reach it in their order. Only
 * the reader of an agent's inbox is offered: members of a group share what comes. Nor is one with a
 * very short lease. Thread-safe; its lock is never held while something is asked.
 */
final class Riding {
  /**
   * How long what is done waits for something to go along with, after a round that was brought so:
   * where one message follows the other at more than a thousand a second it saves a step for each.
   */
  private static final Duration WAITS = Duration.ofMillis(1);

  /** Of a shorter lease too much would be over when its reader comes. */
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

  private final HungryReaders ready;
  private final Taking taking;
  private final InboxSpec spec;
  private final Runnable bell;
  private final String destination;
  private final boolean isOffered;

  /** How many the reader would take; 0 while it looks itself. */
  private int appetite;

  /** What it has to acknowledge. */
  private List<Claim> done = List.of();

  /** Where it waits for something to go along with. */
  private @Nullable CompletableFuture<Boolean> waiting;

  private Taking.@Nullable Begun underWay;
  private boolean closed;

  /**
   * A reader that looks itself.
   *
   * @param bell tells the reader that something was brought, or may have been
   */
  Riding(HungryReaders ready, Taking taking, InboxSpec spec, Runnable bell) {
    this.ready = ready;
    this.taking = taking;
    this.spec = spec;
    this.bell = bell;
    this.destination = spec.direct().toString();
    this.isOffered =
        spec.group().isEmpty()
            && spec.filter().equals(MessageFilter.ANY)
            && spec.lease().compareTo(SHORTEST_LEASE) >= 0;
  }

  String destination() {
    return destination;
  }

  /** The reader came away empty when it would have taken so many. */
  synchronized void cameAwayEmpty(int max) {
    if (isOffered && !closed) {
      appetite = max;
      done = List.of();
      ready.add(this);
    }
  }

  /** The reader comes: from now on it looks itself, and takes over what is under way. */
  synchronized Taking.@Nullable Begun looksItself() {
    if (appetite > 0) {
      appetite = 0;
      ready.remove(this);
    }
    var mine = underWay;
    underWay = null;
    return mine;
  }

  /** The reader could not take what was brought: it does so the next time, unless it closes. */
  synchronized void keep(Taking.Begun mine) {
    if (!closed) {
      underWay = mine;
    }
  }

  /**
   * Waits a moment for something to go along with; the exchange that did, or none.
   *
   * @param finished what it is to acknowledge
   */
  Taking.@Nullable Begun await(List<Claim> finished, int max) {
    var called = new CompletableFuture<Boolean>();
    synchronized (this) {
      if (!isOffered || closed) {
        return null;
      }
      appetite = max;
      done = finished;
      waiting = called;
      ready.add(this);
    }
    awaitDone(called);
    synchronized (this) {
      waiting = null;
      return looksItself();
    }
  }

  private static void awaitDone(CompletableFuture<Boolean> called) {
    try {
      var _ = called.get(WAITS.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException nothingCame) {
      // It goes by itself.
    }
  }

  /** The reader's bell rang: what waits for something to go along with goes by itself. */
  synchronized void rang() {
    if (waiting != null && underWay == null) {
      waiting.complete(false);
    }
  }

  /** Nothing goes along any more. */
  synchronized void close() {
    closed = true;
    rang();
    var _ = looksItself();
  }

  /** Asked when a frame is about to be published where this reader reads. */
  Optional<Operation<?>> join(Frame frame) {
    if (!frame.isAtOnceFor(spec.pattern())) {
      return Optional.empty();
    }
    Taking.Begun mine;
    int most;
    synchronized (this) {
      most = appetite;
      mine = most == 0 ? null : taking.ride(done, most);
      if (mine == null) {
        return Optional.empty();
      }
      appetite = 0;
      ready.remove(this);
      underWay = mine;
      if (waiting != null) {
        waiting.complete(true);
      }
    }
    mine.whenBrought(isEmpty -> brought(mine, isEmpty, most));
    return Optional.of(mine.operation());
  }

  /** Nobody has to be told if the reader is waiting for it already. */
  private synchronized void brought(Taking.Begun mine, boolean isEmpty, int most) {
    if (underWay != mine || waiting != null) {
      return;
    }
    if (isEmpty) {
      underWay = null;
      cameAwayEmpty(most);
    } else {
      bell.run();
    }
  }
}
