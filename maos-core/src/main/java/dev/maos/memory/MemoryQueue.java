package dev.maos.memory;

import dev.maos.base.TopicPattern;
import dev.maos.message.DeadLetter;
import dev.maos.message.InboxSpec;
import dev.maos.message.Message;
import dev.maos.message.MessageFilter;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One queue: shelves for those who read it, a place for what nobody wants yet, and dead letters. It
 * only keeps things; what happens to them is decided by {@link MemoryEndpoint}, whose lock guards
 * it.
 */
final class MemoryQueue {
  private static final Shelf[] NO_SHELVES = {};

  private final QueueName name;
  private final MemoryEndpoint endpoint;
  private final int maxDeadLetters;
  private Shelf[] shelves = NO_SHELVES;
  private @Nullable EntryList parked;
  private @Nullable KeyTurns turns;
  private @Nullable ArrayDeque<DeadLetter> dead;
  private @Nullable Losses losses;

  /** Everything undelivered or unacknowledged. */
  int depth;

  /** Room promised to a batch that is about to be stored. */
  int reserved;

  /** Of a subscription: how its last reader wants its bound to be met. */
  @Nullable InboxSpec policy;

  int claimed;
  int delayed;

  MemoryQueue(QueueName name, MemoryEndpoint endpoint, int maxDeadLetters) {
    this.name = name;
    this.endpoint = endpoint;
    this.maxDeadLetters = maxDeadLetters;
  }

  QueueName name() {
    return name;
  }

  /** Whose lock guards it. */
  MemoryEndpoint endpoint() {
    return endpoint;
  }

  Shelf[] shelves() {
    return shelves;
  }

  /** The shelf for these wishes, made if there is none; what was parked for it moves there. */
  Shelf shelf(TopicPattern pattern, MessageFilter filter) {
    for (var shelf : shelves) {
      if (shelf.isFor(pattern, filter)) {
        return shelf;
      }
    }
    var shelf = new Shelf(pattern, filter);
    var more = Arrays.copyOf(shelves, shelves.length + 1);
    more[shelves.length] = shelf;
    shelves = more;
    unpark();
    return shelf;
  }

  /** Takes a shelf away; what stood on it goes to another that wants it, or is parked. */
  void removeShelf(Shelf gone) {
    shelves = Arrays.stream(shelves).filter(shelf -> shelf != gone).toArray(Shelf[]::new);
    for (int lane = 0; lane < Shelf.LANES; lane++) {
      for (var entry = gone.peek(lane); entry != null; entry = gone.peek(lane)) {
        gone.remove(entry);
        putBack(entry);
      }
    }
  }

  /**
   * Puts a new message behind all others of its lane, and returns the shelf, if anyone wants it.
   */
  @Nullable Shelf place(Entry entry) {
    entry.state = Entry.State.READY;
    var shelf = shelfFor(entry.envelope.message());
    entry.shelf = shelf;
    if (shelf == null) {
      parkedList().add(entry);
    } else {
      shelf.add(entry);
    }
    return shelf;
  }

  /** Puts a message back to the place that its sequence gives it. */
  @Nullable Shelf putBack(Entry entry) {
    entry.state = Entry.State.READY;
    var shelf = shelfFor(entry.envelope.message());
    entry.shelf = shelf;
    if (shelf == null) {
      parkedList().insertInOrder(entry);
    } else {
      shelf.putBack(entry);
    }
    return shelf;
  }

  /** Takes a ready message off its shelf or out of the parked ones. */
  void takeOff(Entry entry) {
    if (entry.shelf != null) {
      entry.shelf.remove(entry);
    } else if (entry.list != null) {
      entry.list.remove(entry);
    }
    entry.shelf = null;
  }

  /** The shelf for such a message: one with a reader that waits for work, else the first. */
  @Nullable Shelf shelfFor(Message message) {
    Shelf first = null;
    for (var shelf : shelves) {
      if (shelf.wants(message)) {
        if (shelves.length == 1 || shelf.hasIdleReader()) {
          return shelf;
        }
        first = first == null ? shelf : first;
      }
    }
    return first;
  }

  KeyTurns turns() {
    if (turns == null) {
      turns = new KeyTurns();
    }
    return turns;
  }

  /** What one reader has to expect: everything but what stands ready for others or for nobody. */
  int depthFor(Shelf own) {
    int others = parked == null ? 0 : parked.size();
    for (var shelf : shelves) {
      others += shelf == own ? 0 : shelf.ready();
    }
    return depth - others;
  }

  boolean isUnused() {
    return depth == 0 && reserved == 0 && deadCount() == 0;
  }

  /** What is given up when something must be: what nobody wants, else the oldest of the lowest. */
  @Nullable Entry oldestOfLowestLane() {
    if (parked != null && parked.first() != null) {
      return parked.first();
    }
    Entry oldest = null;
    for (var shelf : shelves) {
      var candidate = shelf.oldestOfLowestLane();
      if (oldest == null || (candidate != null && candidate.lane() > oldest.lane())) {
        oldest = candidate;
      }
    }
    return oldest;
  }

  /** Every message that waits to be claimed, whether anyone wants it or not, held ones included. */
  List<Entry> waiting() {
    var all = new ArrayList<Entry>();
    for (var shelf : shelves) {
      for (int lane = 0; lane < Shelf.LANES; lane++) {
        for (var e = shelf.peek(lane); e != null; e = e.next) {
          all.add(e);
        }
      }
    }
    for (var e = parked == null ? null : parked.first(); e != null; e = e.next) {
      all.add(e);
    }
    if (turns != null) {
      turns.queues().forEach(all::addAll);
    }
    return all;
  }

  /** Full dead letters stop the queue: whatever failed next could not be kept. */
  boolean stopped() {
    return deadCount() >= maxDeadLetters;
  }

  int deadCount() {
    return dead == null ? 0 : dead.size();
  }

  ArrayDeque<DeadLetter> dead() {
    if (dead == null) {
      dead = new ArrayDeque<>();
    }
    return dead;
  }

  /** What has been lost here, counted. */
  static final class Losses {
    long dropped;
    long missed;
    long expired;
  }

  Losses losses() {
    if (losses == null) {
      losses = new Losses();
    }
    return losses;
  }

  QueueStats stats() {
    int ready = depth - claimed - delayed;
    var lost = losses == null ? new Losses() : losses;
    return new QueueStats(
        name, ready, claimed, delayed, deadCount(), lost.dropped, lost.missed, lost.expired);
  }

  private void unpark() {
    for (var entry = parked == null ? null : parked.first(); entry != null; ) {
      var following = entry.next;
      if (shelfFor(entry.envelope.message()) != null) {
        takeOff(entry);
        putBack(entry);
      }
      entry = following;
    }
  }

  private EntryList parkedList() {
    if (parked == null) {
      parked = new EntryList();
    }
    return parked;
  }
}
