package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.Address;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Envelope;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a message storage must do, as simply as it can be said: one list a queue, one thread, no
 * indexes. Where a storage may choose (which of several readers gets a message, how much a busy
 * group's member is given) it does not foretell but checks what was chosen.
 */
final class StorageModel {
  final Map<QueueName, ModelQueue> queues = new LinkedHashMap<>();
  final List<ModelReader> readers = new ArrayList<>();
  private final QueueLimits limits;
  private long place;

  StorageModel(QueueLimits limits) {
    this.limits = limits;
  }

  static String name(Envelope envelope) {
    return "m" + (envelope.id().low() & 0xffff);
  }

  ModelQueue queue(QueueName name) {
    return queues.computeIfAbsent(
        name, n -> new ModelQueue(n, limits.maxQueueSize(), limits.maxDeadLetters()));
  }

  // Sending.

  boolean fits(List<Envelope> batch) {
    var wanted = new LinkedHashMap<QueueName, Integer>();
    for (var envelope : batch) {
      if (!(envelope.message().recipient() instanceof Address.Everyone)) {
        wanted.merge(direct(envelope), 1, Integer::sum);
      }
    }
    return wanted.entrySet().stream().allMatch(e -> queue(e.getKey()).room() >= e.getValue());
  }

  void send(Envelope envelope, long now) {
    if (envelope.message().recipient() instanceof Address.Everyone) {
      subscriptions().forEach(queue -> offer(queue, envelope, now));
    } else {
      admit(queue(direct(envelope)), new ModelEntry(envelope), envelope.dueAtMicros(), now);
    }
  }

  static QueueName direct(Envelope envelope) {
    return switch (envelope.message().recipient()) {
      case Address.ToAgent(var agent) -> QueueName.inbox(agent);
      case Address.ToGroup(var group) -> QueueName.group(group);
      case Address.Everyone() -> throw new IllegalArgumentException("everyone has no queue");
      case Address.ToCapable _ -> throw new IllegalArgumentException("nobody was chosen");
    };
  }

  private Stream<ModelQueue> subscriptions() {
    return queues.values().stream()
        .filter(queue -> queue.name.kind() == QueueName.Kind.SUBSCRIPTION);
  }

  private void offer(ModelQueue queue, Envelope envelope, long now) {
    var reader = lastReaderOf(queue.name);
    var entry = new ModelEntry(envelope);
    var nobodyThere = readers.stream().noneMatch(r -> r.open && reads(r, queue));
    if (!reader.spec.pattern().matches(envelope.message().topic())
        || (entry.fleeting() && nobodyThere)) {
      return;
    }
    var full = queue.room() == 0;
    if (!full || queue.makeRoom(entry, reader.spec.whenFull(), reader.spec.whenBufferFull())) {
      admit(queue, entry, envelope.dueAtMicros(), now);
    }
  }

  private ModelReader lastReaderOf(QueueName subscription) {
    return readers.stream()
        .filter(reader -> reader.spec.subscription().equals(subscription))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  void admit(ModelQueue queue, ModelEntry entry, long due, long now) {
    if (!queue.entries.contains(entry)) {
      queue.entries.add(entry);
    }
    if (due > now) {
      entry.state = ModelEntry.State.DELAYED;
      entry.until = due;
      // Two that become due at one moment come in the order in which they were put aside.
      entry.place = ++place;
    } else {
      ready(entry);
    }
  }

  private void ready(ModelEntry entry) {
    entry.state = ModelEntry.State.WAITING;
    entry.place = ++place;
  }

  // Time.

  void moveTo(long now) {
    for (var queue : queues.values()) {
      queue.entries.stream()
          .filter(e -> e.state == ModelEntry.State.CLAIMED && e.until <= now)
          .forEach(StorageModel::endLease);
    }
    queues.values().stream()
        .flatMap(queue -> queue.entries.stream())
        .filter(e -> e.state == ModelEntry.State.DELAYED && e.until <= now)
        .sorted(Comparator.comparingLong((ModelEntry e) -> e.until).thenComparingLong(e -> e.place))
        .forEach(this::ready);
  }

  private static void endLease(ModelEntry entry) {
    entry.state = ModelEntry.State.WAITING;
    entry.suspect = true;
    entry.claim = Optional.empty();
  }

  // Taking: what was given out is checked, and then believed.

  void taken(ModelReader reader, int max, List<Claim> claims, long now) {
    assertThat(claims).as("no more than asked for").hasSizeLessThanOrEqualTo(max);
    checkEnough(reader, max, claims);
    boolean alone = claims.size() == 1;
    for (var claim : claims) {
      var queue = queue(claim.queue());
      var entry = queue.waiting(claim.envelope().id()).orElseThrow(() -> notWaiting(claim));
      assertThat(mayTake(reader, queue, entry)).as("%s is for %s", entry, reader).isTrue();
      assertThat(alone || !entry.suspect).as("%s is claimed alone", entry).isTrue();
      checkFirst(reader, queue, entry);
      assertThat(claim.attempt()).as("attempt of %s", entry).isEqualTo(entry.attempt + 1);
      claim(reader, queue, entry, claim, now);
    }
    reader.hungry = claims.isEmpty();
  }

  private static AssertionError notWaiting(Claim claim) {
    return new AssertionError(name(claim.envelope()) + " is not waiting in " + claim.queue());
  }

  private void checkEnough(ModelReader reader, int max, List<Claim> claims) {
    var sure = surelyFor(reader);
    if (!sure.isEmpty()) {
      assertThat(claims).as("%s must get something of %s", reader, sure).isNotEmpty();
    }
    if (isPlain(reader) && isAloneAtItsQueue(reader)) {
      assertThat(claims).hasSizeGreaterThanOrEqualTo(Math.min(max, sure.size()));
    }
  }

  /**
   * Whether nothing there is claimed alone or waits for its turn, so that all of it can be taken.
   */
  private boolean isPlain(ModelReader reader) {
    return queues.values().stream()
        .filter(queue -> reads(reader, queue))
        .flatMap(queue -> queue.entries.stream())
        .noneMatch(entry -> entry.suspect || entry.key().isPresent());
  }

  private boolean isAloneAtItsQueue(ModelReader reader) {
    return readers.stream()
        .noneMatch(r -> r != reader && r.open && r.spec.direct().equals(reader.spec.direct()));
  }

  private void checkFirst(ModelReader reader, ModelQueue queue, ModelEntry entry) {
    var before =
        surelyFor(reader).stream()
            .filter(other -> queue.entries.contains(other) && other.key().isEmpty())
            .filter(other -> comesBefore(other, entry, reader))
            .toList();
    assertThat(before).as("before %s come", entry).isEmpty();
  }

  private static boolean comesBefore(ModelEntry other, ModelEntry entry, ModelReader reader) {
    if (other.lane() == entry.lane()) {
      return other.place < entry.place;
    }
    return reader.spec.lanes() == LaneOrder.STRICT && other.lane() < entry.lane();
  }

  private static void claim(
      ModelReader reader, ModelQueue queue, ModelEntry entry, Claim claim, long now) {
    if (entry.fleeting()) {
      queue.entries.remove(entry);
      return;
    }
    entry.state = ModelEntry.State.CLAIMED;
    entry.attempt++;
    entry.ownsKey = entry.key().isPresent();
    entry.until = now + reader.spec.lease().toNanos() / 1_000;
    entry.claim = Optional.of(claim);
    reader.claims.add(claim);
  }

  private static boolean reads(ModelReader reader, ModelQueue queue) {
    return reader.spec.direct().equals(queue.name) || reader.spec.subscription().equals(queue.name);
  }

  private static boolean mayTake(ModelReader reader, ModelQueue queue, ModelEntry entry) {
    return reader.open
        && reads(reader, queue)
        && !queue.stopped()
        && queue.hasItsTurn(entry)
        && reader.spec.wants(entry.envelope.message().topic(), entry.envelope.message());
  }

  /** What nobody but this reader and those beside it can get, so that it must come to them. */
  List<ModelEntry> surelyFor(ModelReader reader) {
    return queues.values().stream()
        .flatMap(queue -> queue.entries.stream().filter(entry -> isSurelyFor(reader, queue, entry)))
        .toList();
  }

  boolean isSurelyFor(ModelReader reader, ModelQueue queue, ModelEntry entry) {
    return entry.state == ModelEntry.State.WAITING
        && mayTake(reader, queue, entry)
        && isAloneWithItsKey(queue, entry)
        && readers.stream()
            .filter(other -> mayTake(other, queue, entry))
            .allMatch(other -> other.readsAs(reader));
  }

  private static boolean isAloneWithItsKey(ModelQueue queue, ModelEntry entry) {
    return entry.key().isEmpty()
        || queue.entries.stream().noneMatch(o -> o != entry && o.key().equals(entry.key()));
  }

  // Settling.

  /** The entry that the claim still holds, if it does. */
  Optional<ModelEntry> heldBy(Claim claim) {
    return queues.values().stream()
        .flatMap(queue -> queue.entries.stream())
        .filter(entry -> entry.claim.filter(claim::equals).isPresent())
        .findFirst();
  }

  void done(ModelEntry entry) {
    queues.values().forEach(queue -> queue.entries.remove(entry));
  }

  void handBack(ModelEntry entry) {
    entry.state = ModelEntry.State.WAITING;
    entry.attempt--;
    entry.claim = Optional.empty();
  }

  void release(ModelQueue queue, ModelEntry entry, long due, long now) {
    entry.claim = Optional.empty();
    entry.suspect = false;
    admit(queue, entry, due, now);
  }

  boolean bury(ModelQueue queue, ModelEntry entry) {
    entry.claim = Optional.empty();
    return queue.bury(entry, Reason.REJECTED);
  }

  void close(ModelReader reader) {
    reader.claims.forEach(claim -> heldBy(claim).ifPresent(this::handBack));
    reader.open = false;
  }
}
