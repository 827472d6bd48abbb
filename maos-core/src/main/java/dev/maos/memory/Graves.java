package dev.maos.memory;

import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Envelope;
import dev.maos.message.MessageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What is done with the dead letters of a queue, under the lock of the queue's endpoint. */
final class Graves {
  private final Shared shared;

  Graves(Shared shared) {
    this.shared = shared;
  }

  /** Keeps a copy of the message among the dead; false, and nothing changed, if they are full. */
  boolean keep(Entry entry, Reason reason, String detail) {
    var queue = entry.queue;
    if (queue.stopped()) {
      return false;
    }
    queue
        .dead()
        .add(
            new DeadLetter(
                queue.name(), entry.envelope, reason, detail, entry.attempt, shared.time().now()));
    if (reason == Reason.EXPIRED) {
      queue.losses().expired++;
    }
    return true;
  }

  static List<DeadLetter> list(MemoryQueue queue, Optional<MessageId> after, int limit) {
    var found = new ArrayList<DeadLetter>();
    var reached = after.isEmpty();
    for (var letter : queue.deadCount() == 0 ? List.<DeadLetter>of() : queue.dead()) {
      if (reached && found.size() < limit) {
        found.add(letter);
      }
      reached |= after.isPresent() && letter.id().equals(after.get());
    }
    return found;
  }

  /** Sends dead letters back into their queue, as new, as far as there is room. */
  int redrive(MemoryQueue queue, List<MessageId> ids, Deliveries deliveries, Bells bells) {
    int room = shared.limits().maxQueueSize() - queue.depth - queue.reserved;
    long now = shared.time().micros();
    int moved = 0;
    for (var letter : exhume(queue, ids, room)) {
      deliveries.admit(new Entry(renewed(letter.envelope(), now), queue), now, bells);
      moved++;
    }
    wakeAll(queue, bells);
    return moved;
  }

  int purge(MemoryQueue queue, List<MessageId> ids, Bells bells) {
    int purged = exhume(queue, ids, Integer.MAX_VALUE).size();
    wakeAll(queue, bells);
    return purged;
  }

  /** Buries what has expired while waiting, as far as the dead letters have room. */
  List<DeadLetter> sweep(
      MemoryQueue queue, List<Entry> waiting, Deliveries deliveries, Bells bells) {
    var moved = new ArrayList<DeadLetter>();
    long nowMicros = shared.time().micros();
    for (var entry : waiting) {
      if (!entry.envelope.expiredAt(nowMicros)) {
        continue;
      }
      if (entry.atMostOnce()) {
        queue.losses().expired++;
        deliveries.discard(entry, bells);
      } else if (keep(entry, Reason.EXPIRED, "expired while waiting")) {
        deliveries.discard(entry, bells);
        moved.add(queue.dead().getLast());
      }
    }
    return moved;
  }

  private static List<DeadLetter> exhume(MemoryQueue queue, List<MessageId> ids, int most) {
    var wanted = new HashSet<>(ids);
    var found = new ArrayList<DeadLetter>();
    if (queue.deadCount() > 0) {
      queue
          .dead()
          .removeIf(letter -> {
            var chosen = found.size() < most && wanted.contains(letter.id());
            if (chosen) {
              found.add(letter);
            }
            return chosen;
          });
    }
    return found;
  }

  // A letter that died of age would die again at once, so its life begins anew.
  private static Envelope renewed(Envelope dead, long now) {
    long life = dead.expiresAtMicros() - dead.sentAtMicros();
    return new Envelope(
        dead.id(), dead.sentAtMicros(), now, now + life, dead.identity(), dead.message());
  }

  /** Room among the dead may have started a stopped queue again. */
  private static void wakeAll(MemoryQueue queue, Bells bells) {
    for (var shelf : queue.shelves()) {
      Deliveries.wake(shelf, bells);
    }
  }
}
