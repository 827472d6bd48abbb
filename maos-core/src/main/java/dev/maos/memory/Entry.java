package dev.maos.memory;

import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import org.jspecify.annotations.Nullable;

/** One message in one queue, with the state of its delivery. Guarded by its endpoint's lock. */
final class Entry {
  /** Where a message is on its way. */
  enum State {
    READY,
    CLAIMED,
    DELAYED,
    /** Waits for the message before it of the same ordering key. */
    HELD,
    DONE
  }

  final Envelope envelope;
  final MemoryQueue queue;
  State state = State.READY;

  /** Its place in the queue; a message that comes back keeps it, a retried one gets a new one. */
  long sequence;

  /** How often it was claimed; a claim that was handed back does not count. */
  int attempt;

  /** The fencing token: grows with every claim, so that an earlier claim is known as stale. */
  int token;

  /** The last token under which its holder settled it, so that settling twice is harmless. */
  int settledToken;

  /** Its last holder died or was too slow with it: it is claimed alone until it is settled. */
  boolean suspect;

  /** It is its ordering key's turn: the others of the key wait for it. */
  boolean ownsKey;

  /** When its lease ends, or when it becomes due, in epoch microseconds. */
  long until;

  @Nullable MemoryInbox holder;
  @Nullable Shelf shelf;
  @Nullable EntryList list;
  @Nullable Entry previous;
  @Nullable Entry next;

  Entry(Envelope envelope, MemoryQueue queue) {
    this.envelope = envelope;
    this.queue = queue;
  }

  int lane() {
    return envelope.message().priority().lane();
  }

  boolean atMostOnce() {
    return envelope.message().guarantee() == Guarantee.AT_MOST_ONCE;
  }
}
