package dev.maos.memory;

import dev.maos.message.Claim;
import dev.maos.message.Settled;
import org.jspecify.annotations.Nullable;

/**
 * The delivery state machine of an endpoint: the steps that an entry can take. Guarded by the
 * endpoint's lock; who must be woken afterwards is collected in {@link Bells}.
 *
 * <pre>
 *   admit --> READY --claim--> CLAIMED --finish--> DONE
 *              ^  |             |
 *              |  v             +--retryAt-------> DELAYED --due--> READY, behind all others
 *              | HELD           +--handBack------> READY, at its old place, uncounted
 *              |(key under way) +--lease ended---> READY, at its old place, claimed alone
 * </pre>
 */
final class Deliveries {
  private final Shared shared;
  private final Timers timers;
  private long sequence;

  Deliveries(Shared shared, Timers timers) {
    this.shared = shared;
    this.timers = timers;
  }

  /** A new message comes in, to be delivered now or when it is due. */
  void admit(Entry entry, long nowMicros, Bells bells) {
    entry.queue.depth++;
    toBack(entry, entry.envelope.dueAtMicros(), nowMicros, bells);
  }

  /** Claims a message that is ready; empty if it must wait for another of its ordering key. */
  @Nullable Claim claim(Entry entry, MemoryInbox inbox, long leaseEnds) {
    entry.queue.takeOff(entry);
    if (!takesTurn(entry)) {
      return null;
    }
    inbox.charge(entry);
    entry.attempt++;
    entry.token++;
    entry.holder = inbox;
    entry.state = Entry.State.CLAIMED;
    entry.until = leaseEnds;
    entry.queue.claimed++;
    inbox.claimed().add(entry);
    return new MemoryClaim(entry, entry.token, entry.attempt);
  }

  /** Whether a claim is still its holder's; anything but NOW means: change nothing. */
  static Settled check(MemoryInbox inbox, Claim claim) {
    if (!(claim instanceof MemoryClaim(var entry, var token, var _))) {
      return Settled.UNKNOWN;
    }
    if (entry.queue != inbox.direct && entry.queue != inbox.subscription) {
      return Settled.UNKNOWN;
    }
    if (entry.holder == inbox && entry.token == token && entry.state == Entry.State.CLAIMED) {
      return Settled.NOW;
    }
    return entry.settledToken == token ? Settled.BEFORE : Settled.STALE;
  }

  /** The message is done with: acknowledged, or kept elsewhere. */
  void finish(Entry claimed, Bells bells) {
    leaveHolder(claimed);
    claimed.settledToken = claimed.token;
    end(claimed, bells);
  }

  /** The message failed: it comes back behind all others, at that time. */
  void retryAt(long dueMicros, long nowMicros, Entry claimed, Bells bells) {
    leaveHolder(claimed);
    claimed.settledToken = claimed.token;
    claimed.suspect = false;
    toBack(claimed, dueMicros, nowMicros, bells);
  }

  void handBack(Entry claimed, Bells bells) {
    claimed.settledToken = claimed.token;
    takeBack(claimed, bells);
  }

  /** The holder leaves: what it has not settled is not its any more. */
  void takeBack(Entry claimed, Bells bells) {
    leaveHolder(claimed);
    claimed.attempt--;
    wake(claimed.queue.putBack(claimed), bells);
  }

  /** Begins the lease anew. */
  void extend(Entry claimed, MemoryInbox holder, long nowMicros) {
    // To the end of the list, which so stays in order of the leases' ends: all are equally long.
    holder.claimed().remove(claimed);
    holder.claimed().add(claimed);
    claimed.until = nowMicros + holder.leaseMicros;
  }

  /** Takes back every message whose lease with {@code holder} has ended. */
  void endLeases(MemoryInbox holder, long nowMicros, Bells bells) {
    for (var e = oldestClaim(holder); e != null && e.until <= nowMicros; e = oldestClaim(holder)) {
      leaveHolder(e);
      e.suspect = true;
      wake(e.queue.putBack(e), bells);
    }
  }

  /** Makes every delayed message ready whose time has come. */
  void deliverDue(long nowMicros, Bells bells) {
    for (var e = timers.pollDue(nowMicros); e != null; e = timers.pollDue(nowMicros)) {
      e.queue.delayed--;
      e.sequence = ++sequence;
      wake(e.queue.place(e), bells);
    }
  }

  /** Takes a message that is not claimed out of the queue for good. */
  void discard(Entry entry, Bells bells) {
    switch (entry.state) {
      case READY -> entry.queue.takeOff(entry);
      case DELAYED -> {
        timers.forget(entry);
        entry.queue.delayed--;
      }
      case HELD ->
          entry
              .envelope
              .message()
              .handling()
              .orderingKey()
              .ifPresent(key -> entry.queue.turns().drop(entry, key));
      case CLAIMED, DONE -> throw new IllegalStateException("not waiting: " + entry.state);
    }
    end(entry, bells);
  }

  /** Gathers the readers to wake because something is ready on {@code shelf}. */
  static void wake(@Nullable Shelf shelf, Bells bells) {
    if (shelf == null) {
      return;
    }
    int ready = shelf.ready();
    int first = shelf.turn();
    var readers = shelf.readers();
    for (int i = 0; i < readers.length && ready > 0; i++) {
      var reader = readers[(first + i) % readers.length];
      if (reader.appetite == MemoryInbox.Appetite.HUNGRY) {
        reader.appetite = MemoryInbox.Appetite.RUNG;
        bells.add(reader);
        shelf.tookTurn(first + i);
      }
      ready -= reader.appetite == MemoryInbox.Appetite.RUNG ? 1 : 0;
    }
  }

  static @Nullable Entry oldestClaim(MemoryInbox inbox) {
    return inbox.holdsNothing() ? null : inbox.claimed().first();
  }

  private void toBack(Entry entry, long dueMicros, long nowMicros, Bells bells) {
    entry.sequence = ++sequence;
    if (dueMicros <= nowMicros) {
      wake(entry.queue.place(entry), bells);
      return;
    }
    entry.state = Entry.State.DELAYED;
    entry.until = dueMicros;
    entry.queue.delayed++;
    timers.delay(entry);
    timers.armFor(dueMicros, shared.time());
  }

  private static boolean takesTurn(Entry entry) {
    var key = entry.envelope.message().handling().orderingKey();
    return key.isEmpty() || entry.queue.turns().take(entry, key.get());
  }

  private void leaveHolder(Entry claimed) {
    if (claimed.holder != null) {
      claimed.holder.claimed().remove(claimed);
    }
    claimed.queue.claimed--;
  }

  private void end(Entry entry, Bells bells) {
    entry.state = Entry.State.DONE;
    entry.queue.depth--;
    bells.roomWasMade();
    var key = entry.envelope.message().handling().orderingKey();
    if (key.isPresent()) {
      var next = entry.queue.turns().pass(entry, key.get());
      if (next != null) {
        wake(next.queue.putBack(next), bells);
      }
    }
  }
}
