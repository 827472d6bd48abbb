package dev.maos.testkit;

import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One queue of the {@link StorageModel}: plain lists, looked through from the front each time. */
final class ModelQueue {
  final QueueName name;
  final List<ModelEntry> entries = new ArrayList<>();
  final List<ModelEntry> dead = new ArrayList<>();
  final List<Reason> reasons = new ArrayList<>();
  private final int bound;
  private final int mostDead;
  long dropped;
  long missed;
  long expired;

  ModelQueue(QueueName name, int bound, int mostDead) {
    this.name = name;
    this.bound = bound;
    this.mostDead = mostDead;
  }

  int room() {
    return bound - entries.size();
  }

  boolean stopped() {
    return dead.size() >= mostDead;
  }

  int count(ModelEntry.State state) {
    return (int) entries.stream().filter(entry -> entry.state == state).count();
  }

  QueueStats stats() {
    return new QueueStats(
        name,
        count(ModelEntry.State.WAITING),
        count(ModelEntry.State.CLAIMED),
        count(ModelEntry.State.DELAYED),
        dead.size(),
        dropped,
        missed,
        expired);
  }

  /** Whether no other message of its ordering key is under way. */
  boolean hasItsTurn(ModelEntry entry) {
    return entry.key().isEmpty()
        || entry.ownsKey
        || entries.stream().noneMatch(other -> other.ownsKey && other.key().equals(entry.key()));
  }

  Optional<ModelEntry> waiting(MessageId id) {
    return entries.stream()
        .filter(e -> e.state == ModelEntry.State.WAITING && e.envelope.id().equals(id))
        .findFirst();
  }

  boolean bury(ModelEntry entry, Reason reason) {
    if (stopped()) {
      return false;
    }
    dead.add(entry);
    reasons.add(reason);
    expired += reason == Reason.EXPIRED ? 1 : 0;
    entries.remove(entry);
    return true;
  }

  List<ModelEntry> exhume(List<MessageId> ids, int most) {
    var found =
        dead.stream().filter(entry -> ids.contains(entry.envelope.id())).limit(most).toList();
    for (var entry : found) {
      reasons.remove(dead.indexOf(entry));
      dead.remove(entry);
    }
    return found;
  }

  /** At the bound of a subscription: makes room for a new message; false if that one must go. */
  boolean makeRoom(ModelEntry incoming, WhenFull whenFull, WhenBufferFull whenBufferFull) {
    var oldest = oldestOfTheLeastUrgent();
    if (incoming.fleeting()) {
      dropped++;
      var gives = whenBufferFull == WhenBufferFull.DROP_OLDEST;
      return gives && oldest.filter(ModelEntry::fleeting).map(entries::remove).orElse(false);
    }
    var loser = oldest.orElse(incoming);
    if (whenFull != WhenFull.DEAD_LETTER || !bury(loser, Reason.OVERFLOW)) {
      missed++;
      entries.remove(loser);
    }
    return oldest.isPresent();
  }

  private Optional<ModelEntry> oldestOfTheLeastUrgent() {
    return entries.stream()
        .filter(entry -> entry.state == ModelEntry.State.WAITING)
        .min(
            Comparator.comparingInt((ModelEntry entry) -> -entry.lane())
                .thenComparingLong(entry -> entry.place));
  }
}
