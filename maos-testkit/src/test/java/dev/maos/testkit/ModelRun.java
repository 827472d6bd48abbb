package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageId;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.Receipt;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** One random sequence of commands, done to a storage and to its model. */
final class ModelRun {
  private static final QueueLimits LIMITS =
      QueueLimits.defaults().maxQueueSize(6).maxDeadLetters(2).history(3);
  private static final int MAX_READERS = 5;

  private final RandomGenerator random;
  private final ManualTime time = new ManualTime();
  private final MessageTransport storage = new MemoryTransport(LIMITS, time);
  private final StorageModel model = new StorageModel(LIMITS);
  private final ModelChecks checks = new ModelChecks(storage, model);
  private final ModelMessages messages;
  private final List<String> log = new ArrayList<>();
  private final List<Envelope> justSent = new ArrayList<>();

  ModelRun(Seed seed) {
    this.random = seed.random();
    this.messages = new ModelMessages(random, new Sealer(time));
  }

  /** What was done so far, the last lines of it. */
  String log() {
    return log.stream().skip(Math.max(0, log.size() - 40)).collect(Collectors.joining("\n  "));
  }

  void step() {
    int choice = random.nextInt(100);
    if (choice < 30) {
      send();
    } else if (choice < 33) {
      sendAgain();
    } else if (choice < 55) {
      take();
    } else if (choice < 75) {
      settle();
    } else if (choice < 83) {
      open();
    } else if (choice < 87) {
      leave();
    } else if (choice < 95) {
      advance();
    } else if (choice < 97) {
      sweep();
    } else {
      tendGraves();
    }
    checks.compare();
  }

  private void send() {
    var batch = new ArrayList<Envelope>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      batch.add(messages.next());
    }
    say("send " + batch.stream().map(ModelMessages::describe).toList());
    List<Receipt> receipts;
    try {
      receipts = storage.send(batch);
    } catch (QueueFullException e) {
      assertThat(model.fits(batch)).as("the batch fits").isFalse();
      return;
    }
    assertThat(model.fits(batch)).as("the batch fits").isTrue();
    assertThat(receipts).noneMatch(Receipt::duplicate);
    batch.forEach(envelope -> model.send(envelope, time.micros()));
    justSent.addAll(batch);
  }

  private void sendAgain() {
    justSent.removeIf(e ->
        e.message().guarantee() == Guarantee.AT_MOST_ONCE
            || e.sentAtMicros() < time.micros() - 5_000_000);
    if (justSent.isEmpty()) {
      return;
    }
    var known = pick(justSent);
    say("send again " + ModelMessages.describe(known));
    assertThat(storage.send(List.of(known))).allMatch(Receipt::duplicate);
    sendReused(List.of(messages.next(), messages.changed(known)));
  }

  private void sendReused(List<Envelope> batch) {
    say("send with a reused id " + batch.stream().map(ModelMessages::describe).toList());
    try {
      var receipts = storage.send(batch);
      throw new AssertionError("not refused: " + receipts);
    } catch (MaosException e) {
      assertThat(e.code()).isIn(ErrorCode.ID_REUSE, ErrorCode.QUEUE_FULL);
    }
  }

  private void take() {
    if (model.readers.isEmpty()) {
      return;
    }
    var reader = pick(model.readers);
    int max = random.nextInt(5);
    reader.comesToLook();
    if (random.nextInt(3) == 0) {
      exchange(reader, max);
    } else {
      taken(reader, max, reader.inbox.take(max));
    }
  }

  private void exchange(ModelReader reader, int max) {
    var done = reader.claims.stream().filter(claim -> random.nextInt(3) == 0).toList();
    say(
        "%s is done with %s"
            .formatted(reader, done.stream().map(ModelMessages::describe).toList()));
    var exchange = reader.inbox.exchange(done, max);
    for (int i = 0; i < done.size(); i++) {
      var held = model.heldBy(done.get(i));
      assertThat(exchange.settled().get(i) == Settled.NOW).isEqualTo(held.isPresent());
      held.ifPresent(model::done);
    }
    taken(reader, max, exchange.taken());
  }

  private void taken(ModelReader reader, int max, List<Claim> claims) {
    say(
        "%s takes %d: %s"
            .formatted(reader, max, claims.stream().map(ModelMessages::describe).toList()));
    if (reader.open && max > 0) {
      model.taken(reader, max, claims, time.micros());
    } else {
      assertThat(claims).as("nothing for who is closed or declines").isEmpty();
      reader.hungry = false;
    }
  }

  private void settle() {
    var holding = model.readers.stream().filter(reader -> !reader.claims.isEmpty()).toList();
    if (holding.isEmpty()) {
      return;
    }
    var reader = pick(holding);
    var claim = pick(reader.claims);
    var held = model.heldBy(claim);
    int how = random.nextInt(8);
    say("%s settles %s (%d)".formatted(reader, ModelMessages.describe(claim), how));
    var answer = settle(reader, claim, how, held);
    if (held.isEmpty()) {
      assertThat(answer).isIn(Settled.STALE, Settled.BEFORE);
    }
  }

  private Settled settle(ModelReader reader, Claim claim, int how, Optional<ModelEntry> held) {
    var queue = model.queue(claim.queue());
    long now = time.micros();
    return switch (how) {
      case 0 -> {
        var answer = reader.inbox.handBack(claim);
        held.ifPresent(entry -> expect(answer, Settled.NOW, () -> model.handBack(entry)));
        yield answer;
      }
      case 1 -> {
        var delay = Duration.ofSeconds(random.nextInt(5));
        var answer = reader.inbox.release(claim, delay);
        long due = now + delay.toNanos() / 1_000;
        held.ifPresent(
            entry -> expect(answer, Settled.NOW, () -> model.release(queue, entry, due, now)));
        yield answer;
      }
      case 2 -> {
        var answer = reader.inbox.bury(claim, Reason.REJECTED, "no");
        held.ifPresent(entry -> buried(queue, entry, answer));
        yield answer;
      }
      case 3 -> {
        var answer = reader.inbox.extend(claim);
        long until = now + ModelMessages.LEASE.toNanos() / 1_000;
        held.ifPresent(entry -> expect(answer, Settled.NOW, () -> entry.until = until));
        yield answer;
      }
      default -> {
        var answer = reader.inbox.acknowledge(List.of(claim)).getFirst();
        held.ifPresent(entry -> expect(answer, Settled.NOW, () -> model.done(entry)));
        yield answer;
      }
    };
  }

  private static void expect(Settled answer, Settled wanted, Runnable effect) {
    assertThat(answer).isEqualTo(wanted);
    effect.run();
  }

  private void buried(ModelQueue queue, ModelEntry entry, Settled answer) {
    if (model.bury(queue, entry)) {
      assertThat(answer).isEqualTo(Settled.NOW);
    } else {
      expect(answer, Settled.DEAD_LETTERS_FULL, () -> model.handBack(entry));
    }
  }

  private void open() {
    if (model.readers.stream().filter(reader -> reader.open).count() >= MAX_READERS) {
      return;
    }
    var spec = messages.spec();
    say("open " + spec.pattern() + " of " + spec.direct());
    model.readers.add(ModelReader.open(storage, spec));
    var _ = model.queue(spec.subscription());
  }

  private void leave() {
    var open = model.readers.stream().filter(reader -> reader.open).toList();
    if (open.isEmpty()) {
      return;
    }
    var reader = pick(open);
    if (random.nextBoolean()) {
      say("close " + reader);
      reader.inbox.close();
      model.close(reader);
    } else {
      say("abandon " + reader);
      reader.inbox.abandon();
      reader.open = false;
      // Its process is dead: nobody is left to settle what it held.
      reader.claims.clear();
    }
  }

  private void advance() {
    var duration = Duration.ofMillis(1 + random.nextInt(6_000));
    say("advance " + duration);
    time.advance(duration);
    model.moveTo(time.micros());
  }

  private void sweep() {
    say("sweep");
    long now = time.micros();
    var moved = storage.sweep();
    for (var letter : moved) {
      var queue = model.queue(letter.queue());
      var entry = expired(queue, letter.id(), now);
      assertThat(queue.bury(entry, Reason.EXPIRED)).as("room for %s", entry).isTrue();
    }
    for (var queue : model.queues.values()) {
      queue.entries.removeIf(entry -> isSwept(entry, now) && entry.fleeting() && count(queue));
      assertThat(queue.stopped() || queue.entries.stream().noneMatch(e -> isSwept(e, now)))
          .as("%s is swept", queue.name)
          .isTrue();
    }
    var present = storage.queues().stream().map(QueueStats::queue).collect(Collectors.toSet());
    model.queues.keySet().removeIf(name -> !present.contains(name) && isEmpty(name));
  }

  private static ModelEntry expired(ModelQueue queue, MessageId id, long now) {
    return queue.entries.stream()
        .filter(entry -> entry.envelope.id().equals(id) && isSwept(entry, now))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " was swept but has not expired"));
  }

  private static boolean isSwept(ModelEntry entry, long now) {
    return entry.state != ModelEntry.State.CLAIMED && entry.expires <= now;
  }

  private static boolean count(ModelQueue queue) {
    queue.expired++;
    return true;
  }

  private boolean isEmpty(QueueName name) {
    var queue = model.queue(name);
    return queue.entries.isEmpty() && queue.dead.isEmpty();
  }

  private void tendGraves() {
    var queues = model.queues.values().stream().filter(q -> !q.dead.isEmpty()).toList();
    if (queues.isEmpty()) {
      return;
    }
    var queue = pick(queues);
    var ids =
        queue.dead.stream().map(e -> e.envelope.id()).filter(i -> random.nextBoolean()).toList();
    if (random.nextBoolean()) {
      say("purge %d of %s".formatted(ids.size(), queue.name));
      assertThat(storage.purge(queue.name, ids)).isEqualTo(queue.exhume(ids, 100).size());
    } else {
      say("redrive %d of %s".formatted(ids.size(), queue.name));
      redrive(queue, ids);
    }
  }

  private void redrive(ModelQueue queue, List<MessageId> ids) {
    long now = time.micros();
    int count = storage.redrive(queue.name, ids);
    var moved = queue.exhume(ids, queue.room());
    assertThat(count).isEqualTo(moved.size());
    for (var dead : moved) {
      var entry = new ModelEntry(dead.envelope);
      entry.expires = now + ModelMessages.LIFE.toNanos() / 1_000;
      model.admit(queue, entry, now, now);
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void say(String what) {
    log.add(what);
  }
}
