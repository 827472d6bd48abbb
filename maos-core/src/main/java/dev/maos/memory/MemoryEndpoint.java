package dev.maos.memory;

import dev.maos.memory.MemoryInbox.Appetite;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Envelope;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.Sources;
import dev.maos.message.MessageId;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.Receipt.Acceptance;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept for one agent or one group: its direct queue, its subscriptions and its
 * readers. Here is the lock that guards all of it; what happens under it is decided by {@link
 * Deliveries}, {@link Subscriptions} and {@link Graves}. Bells are rung after it is released, and
 * one alarm is set for whatever comes first: the end of a lease or the time of a delayed message.
 */
final class MemoryEndpoint implements Runnable {
  private static final Duration RETRY_AFTER = Duration.ofMillis(10);
  private static final MemoryInbox[] NO_READERS = {};

  private final Shared shared;
  private final Timers timers = new Timers(this);
  private final Deliveries deliveries;
  private final Graves graves;
  private final KnownIds known;
  private final MemoryQueue direct;
  private final Subscriptions subscriptions;
  private MemoryInbox[] readers = NO_READERS;
  private boolean retired;

  MemoryEndpoint(QueueName name, Shared shared, Graves graves) {
    this.shared = shared;
    this.deliveries = new Deliveries(shared, timers);
    this.graves = graves;
    this.known = new KnownIds(shared);
    this.direct = new MemoryQueue(name, this, shared.limits().maxDeadLetters());
    this.subscriptions = new Subscriptions(this, shared, deliveries, graves);
  }

  // What comes in: room is promised for a whole batch first, then the batch is stored.

  /**
   * Promises room, or refuses; false if this endpoint has been retired and another must be used.
   */
  synchronized boolean reserve(List<Envelope> batch) {
    if (retired) {
      return false;
    }
    known.vouchFor(batch);
    if (!hasRoom(batch.size())) {
      checkRoomForNew(batch);
    }
    direct.reserved += batch.size();
    return true;
  }

  private void checkRoomForNew(List<Envelope> batch) {
    int fresh = known.countNew(batch);
    if (fresh > 0 && !hasRoom(fresh)) {
      throw new QueueFullException(
          direct.name(), shared.limits().maxQueueSize(), fresh, RETRY_AFTER);
    }
  }

  synchronized void cancel(List<Envelope> batch) {
    direct.reserved -= batch.size();
  }

  /** Stores a batch for which room was promised and answers for each whether it was new. */
  synchronized void commit(
      List<Envelope> batch, BiConsumer<MessageId, Acceptance> answers, Bells bells) {
    direct.reserved -= batch.size();
    // What was sealed in this process a moment ago says what time it is.
    long now = batch.getLast().sentAtMicros();
    for (var envelope : batch) {
      if (!known.add(envelope, now)) {
        answers.accept(envelope.id(), Acceptance.DUPLICATE);
      } else {
        deliveries.admit(new Entry(envelope, direct), now, bells);
        answers.accept(envelope.id(), Acceptance.NEW);
      }
    }
  }

  synchronized boolean hasRoom(int messages) {
    return direct.depth + direct.reserved + messages <= shared.limits().maxQueueSize();
  }

  synchronized void offer(MemoryQueue subscription, Envelope envelope, Bells bells) {
    subscriptions.offer(subscription, envelope, bells);
  }

  // Readers.

  /** A reader, and whether its subscription came into being with it. */
  record Opened(MemoryInbox reader, boolean isNewSubscription) {}

  /** Opens a reader; empty if this endpoint has been retired and another must be used. */
  synchronized Optional<Opened> open(InboxSpec spec, Runnable bell, Bells bells) {
    if (retired) {
      return Optional.empty();
    }
    var subscribes = spec.sources() == Sources.BOTH;
    var isNew = subscribes && subscriptions.find(spec.subscription()).isEmpty();
    var subscription =
        subscribes
            ? subscriptions.named(spec.subscription())
            : new MemoryQueue(spec.subscription(), this, 0);
    var reader = new MemoryInbox(this, spec, direct, subscription, bell);
    readers = reader.joining(readers);
    subscriptions.forgetWishesOfTheGone(subscription, reader);
    Deliveries.wake(reader.directShelf, bells);
    Deliveries.wake(reader.subscriptionShelf, bells);
    return Optional.of(new Opened(reader, isNew));
  }

  Optional<MemoryQueue> forget(QueueName name) {
    var bells = new Bells(shared);
    Optional<MemoryQueue> gone;
    synchronized (this) {
      gone = subscriptions.forget(name, timers, bells);
    }
    bells.ring();
    return gone;
  }

  List<Claim> take(MemoryInbox reader, int max) {
    var bells = new Bells(shared);
    List<Claim> claims;
    synchronized (this) {
      claims = take(reader, max, bells);
    }
    bells.ring();
    return claims;
  }

  Inbox.Exchange exchange(MemoryInbox reader, List<Claim> done, int max) {
    var bells = new Bells(shared);
    List<Settled> settled;
    List<Claim> taken;
    synchronized (this) {
      settled = acknowledge(reader, done, bells);
      taken = take(reader, max, bells);
    }
    bells.ring();
    return new Inbox.Exchange(settled, taken);
  }

  private List<Claim> take(MemoryInbox reader, int max, Bells bells) {
    if (!reader.open) {
      return List.of();
    }
    if (max == 0) {
      decline(reader, bells);
      return List.of();
    }
    var claims = claimUpTo(Math.min(max, share(reader)), reader, bells);
    if (claims.isEmpty()) {
      reader.appetite = Appetite.HUNGRY;
    } else {
      reader.appetite = Appetite.BUSY;
      // What it left, as more than its share or because it takes one at a time, is for the others.
      wakeOthers(reader, bells);
    }
    return claims;
  }

  /** A reader that was rung and cannot take passes the bell on. */
  private static void decline(MemoryInbox reader, Bells bells) {
    reader.appetite = Appetite.BUSY;
    wakeOthers(reader, bells);
  }

  private static void wakeOthers(MemoryInbox reader, Bells bells) {
    if (reader.directShelf.readers().length > 1 || reader.subscriptionShelf.readers().length > 1) {
      Deliveries.wake(reader.directShelf, bells);
      Deliveries.wake(reader.subscriptionShelf, bells);
    }
  }

  private List<Claim> claimUpTo(int share, MemoryInbox reader, Bells bells) {
    var entry = share > 0 ? reader.next() : null;
    if (entry == null) {
      return List.of();
    }
    long leaseEnds = now() + reader.leaseMicros;
    var claims = new ArrayList<Claim>(Math.min(share, reader.ready()));
    // One whose last holder died with it goes alone: it may be what killed the holder.
    while (entry != null && (claims.isEmpty() || !entry.suspect)) {
      var claim = deliveries.claim(entry, reader, leaseEnds);
      if (claim != null) {
        claims.add(claim);
        if (entry.atMostOnce()) {
          deliveries.finish(entry, bells);
        }
      }
      entry = claims.size() == share || entry.suspect ? null : reader.next();
    }
    if (!reader.holdsNothing()) {
      timers.armFor(leaseEnds, shared.time());
    }
    return claims;
  }

  /** With fewer messages than idle readers, each is left its part. */
  private static int share(MemoryInbox reader) {
    int idle = 0;
    for (var other : reader.directShelf.readers()) {
      idle += other != reader && other.appetite != Appetite.BUSY ? 1 : 0;
    }
    return idle == 0 ? Integer.MAX_VALUE : Math.ceilDiv(reader.ready(), idle + 1);
  }

  /** How much there is for this reader: everything but what only others want. */
  synchronized int backlog(MemoryInbox reader) {
    return direct.depthFor(reader.directShelf)
        + reader.subscription.depthFor(reader.subscriptionShelf);
  }

  void close(MemoryInbox reader) {
    var bells = new Bells(shared);
    synchronized (this) {
      if (reader.open) {
        var claim = Deliveries.oldestClaim(reader);
        while (claim != null) {
          deliveries.takeBack(claim, bells);
          claim = Deliveries.oldestClaim(reader);
        }
        leave(reader, bells);
      }
    }
    bells.ring();
  }

  void abandon(MemoryInbox reader) {
    var bells = new Bells(shared);
    synchronized (this) {
      if (reader.open) {
        leave(reader, bells);
      }
    }
    bells.ring();
  }

  private void leave(MemoryInbox reader, Bells bells) {
    reader.open = false;
    reader.subscriptionShelf.leave(reader);
    reader.directShelf.leave(reader);
    if (reader.directShelf.readers().length == 0) {
      direct.removeShelf(reader.directShelf);
    }
    if (reader.holdsNothing()) {
      readers = Arrays.stream(readers).filter(r -> r != reader).toArray(MemoryInbox[]::new);
    }
    if (readers.length == 0) {
      // Nothing is claimed any more: without delayed messages there is nothing to wait for.
      timers.cancelUnlessDelayed();
    }
    for (var shelf : direct.shelves()) {
      Deliveries.wake(shelf, bells);
    }
    Deliveries.wake(reader.subscriptionShelf, bells);
  }

  // Settling: a step is taken only while the claim is still its holder's.

  /** A step that settles a claim which is still its holder's. */
  private interface Step {
    Settled take(Entry entry, Bells bells);
  }

  private Settled settle(MemoryInbox reader, Claim claim, Step step) {
    var bells = new Bells(shared);
    Settled answer;
    synchronized (this) {
      answer = Deliveries.check(reader, claim);
      if (answer == Settled.NOW) {
        answer = step.take(((MemoryClaim) claim).entry(), bells);
      }
    }
    bells.ring();
    return answer;
  }

  List<Settled> acknowledge(MemoryInbox reader, List<Claim> claims) {
    var bells = new Bells(shared);
    List<Settled> answers;
    synchronized (this) {
      answers = acknowledge(reader, claims, bells);
    }
    bells.ring();
    return answers;
  }

  private List<Settled> acknowledge(MemoryInbox reader, List<Claim> claims, Bells bells) {
    if (claims.isEmpty()) {
      return List.of();
    }
    var answers = new Settled[claims.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = Deliveries.check(reader, claims.get(i));
      if (answers[i] == Settled.NOW) {
        deliveries.finish(((MemoryClaim) claims.get(i)).entry(), bells);
      }
    }
    return Collections.unmodifiableList(Arrays.asList(answers));
  }

  Settled release(MemoryInbox reader, Claim claim, Duration delay) {
    return settle(
        reader,
        claim,
        (entry, bells) -> {
          long now = now();
          deliveries.retryAt(Timers.later(now, delay), now, entry, bells);
          return Settled.NOW;
        });
  }

  Settled handBack(MemoryInbox reader, Claim claim) {
    return settle(
        reader,
        claim,
        (entry, bells) -> {
          deliveries.handBack(entry, bells);
          return Settled.NOW;
        });
  }

  Settled bury(MemoryInbox reader, Claim claim, Reason reason, String detail) {
    return settle(
        reader,
        claim,
        (entry, bells) -> {
          if (graves.keep(entry, reason, detail)) {
            deliveries.finish(entry, bells);
            return Settled.NOW;
          }
          deliveries.handBack(entry, bells);
          return Settled.DEAD_LETTERS_FULL;
        });
  }

  Settled extend(MemoryInbox reader, Claim claim) {
    return settle(
        reader,
        claim,
        (entry, bells) -> {
          deliveries.extend(entry, reader, now());
          return Settled.NOW;
        });
  }

  /** The alarm: a lease has ended, or a delayed message is due. */
  @Override
  public void run() {
    var bells = new Bells(shared);
    synchronized (this) {
      timers.alarmWentOff();
      long now = now();
      long next = Long.MAX_VALUE;
      for (var reader : readers) {
        deliveries.endLeases(reader, now, bells);
        var oldest = Deliveries.oldestClaim(reader);
        next = oldest == null ? next : Math.min(next, oldest.until);
      }
      readers =
          Arrays.stream(readers)
              .filter(r -> r.open || !r.holdsNothing())
              .toArray(MemoryInbox[]::new);
      deliveries.deliverDue(now, bells);
      timers.armFor(Math.min(next, timers.nextDue()), shared.time());
    }
    bells.ring();
  }

  // Dead letters, statistics, cleaning up.

  private @Nullable MemoryQueue queue(QueueName name) {
    return direct.name().equals(name) ? direct : subscriptions.find(name).orElse(null);
  }

  synchronized boolean has(QueueName name) {
    return queue(name) != null;
  }

  synchronized List<DeadLetter> deadLetters(QueueName name, Optional<MessageId> after, int limit) {
    var queue = queue(name);
    return queue == null ? List.of() : Graves.list(queue, after, limit);
  }

  int redrive(QueueName name, List<MessageId> ids) {
    return withQueue(name, (queue, bells) -> graves.redrive(queue, ids, deliveries, bells));
  }

  int purge(QueueName name, List<MessageId> ids) {
    return withQueue(name, (queue, bells) -> graves.purge(queue, ids, bells));
  }

  /** Something done with a whole queue. */
  private interface QueueStep {
    int take(MemoryQueue queue, Bells bells);
  }

  private int withQueue(QueueName name, QueueStep step) {
    var bells = new Bells(shared);
    int count;
    synchronized (this) {
      var queue = queue(name);
      count = queue == null ? 0 : step.take(queue, bells);
    }
    bells.ring();
    return count;
  }

  synchronized List<QueueStats> stats() {
    var all = new ArrayList<QueueStats>();
    all.add(direct.stats());
    subscriptions.all().forEach(queue -> all.add(queue.stats()));
    return all;
  }

  synchronized long idsForgottenEarly() {
    return known.forgottenEarly();
  }

  List<DeadLetter> sweep() {
    var bells = new Bells(shared);
    var moved = new ArrayList<DeadLetter>();
    synchronized (this) {
      known.forgetStale(now());
      sweep(direct, moved, bells);
      subscriptions.all().forEach(queue -> sweep(queue, moved, bells));
    }
    bells.ring();
    return moved;
  }

  private void sweep(MemoryQueue queue, List<DeadLetter> moved, Bells bells) {
    var waiting = queue.waiting();
    timers.addDelayed(queue, waiting);
    moved.addAll(graves.sweep(queue, waiting, deliveries, bells));
  }

  /** Retires an endpoint that holds nothing and that nobody reads, so that it can be forgotten. */
  synchronized boolean retireIfUnused() {
    retired =
        readers.length == 0
            && direct.isUnused()
            && known.isEmpty()
            && subscriptions.all().isEmpty();
    return retired;
  }

  private long now() {
    return shared.time().micros();
  }
}
