package dev.maos.testkit;

import dev.maos.base.TimeSource;
import dev.maos.message.Address;
import dev.maos.message.DeadLetter;
import dev.maos.message.Durability;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.Inbox;
import dev.maos.message.InboxSpec;
import dev.maos.message.MessageId;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.Receipt;
import dev.maos.message.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A storage that is reached over a bad line: it does what the one behind it does, with the faults
 * of a {@link FaultPlan}.
 *
 * <p>Chance comes from a {@link Seed}, which {@link #toString} shows; with several threads the same
 * seed makes the same faults in number, not at the same calls. Thread-safe.
 */
public final class FaultyTransport implements MessageTransport {
  private final MessageTransport storage;
  private final TimeSource time;
  private final Seed seed;
  private final Trouble trouble;
  private final AtomicInteger sends = new AtomicInteger();
  private volatile Predicate<Envelope> dropped = envelope -> false;

  /** A bad line to {@code storage}; late bells wait in this time. */
  public FaultyTransport(MessageTransport storage, FaultPlan plan, TimeSource time, Seed seed) {
    this.storage = storage;
    this.time = time;
    this.seed = seed;
    this.trouble = new Trouble(plan, seed);
  }

  /** Goes on with another plan, {@link FaultPlan#none} to heal the line. */
  public void follow(FaultPlan plan) {
    trouble.follow(plan);
  }

  /** Makes these faults happen next, in this order, each at the next occasion for it. */
  public void next(Fault... faults) {
    trouble.tell(List.of(faults));
  }

  /**
   * Loses these messages for good although their sender gets a receipt. No honest storage does
   * that: it is there to show that a check of histories finds the loss.
   */
  public void dropAccepted(Predicate<Envelope> which) {
    dropped = which;
  }

  /** How many batches were sent here, repeated ones included. */
  public int sends() {
    return sends.get();
  }

  /** How often each fault has happened. */
  public Map<Fault, Integer> faults() {
    return trouble.happened();
  }

  @Override
  public Durability durability() {
    return storage.durability();
  }

  @Override
  public List<Receipt> send(List<Envelope> batch) {
    sends.incrementAndGet();
    if (trouble.strikes(Fault.REFUSE)) {
      throw TransportException.unavailable("the line is down");
    }
    if (trouble.strikes(Fault.LOSE_REQUEST)) {
      throw TransportException.outcomeUnknown("the request was lost");
    }
    var receipts = deliver(batch);
    if (trouble.strikes(Fault.LOSE_REPLY)) {
      throw TransportException.outcomeUnknown("the reply was lost");
    }
    return receipts;
  }

  @Override
  public boolean awaitRoom(Address recipient, int messages, Duration patience)
      throws InterruptedException {
    return storage.awaitRoom(recipient, messages, patience);
  }

  @Override
  public Inbox open(InboxSpec spec, Runnable bell) {
    return new FaultyInbox(storage.open(spec, () -> ring(bell)), bell, trouble);
  }

  @Override
  public boolean forget(QueueName subscription) {
    return storage.forget(subscription);
  }

  @Override
  public List<DeadLetter> deadLetters(QueueName queue, Optional<MessageId> after, int limit) {
    return storage.deadLetters(queue, after, limit);
  }

  @Override
  public int redrive(QueueName queue, List<MessageId> ids) {
    return storage.redrive(queue, ids);
  }

  @Override
  public int purge(QueueName queue, List<MessageId> ids) {
    return storage.purge(queue, ids);
  }

  @Override
  public List<QueueStats> queues() {
    return storage.queues();
  }

  @Override
  public List<DeadLetter> sweep() {
    return storage.sweep();
  }

  /** Names the seed and what has happened so far. */
  @Override
  public String toString() {
    return "FaultyTransport[" + seed + ", " + faults() + "]";
  }

  private List<Receipt> deliver(List<Envelope> batch) {
    if (batch.stream().anyMatch(dropped)) {
      return deliverOthers(batch);
    }
    var receipts = storage.send(batch);
    if (batch.stream().allMatch(FaultyTransport::isRecognised)
        && trouble.strikes(Fault.SEND_TWICE)) {
      storage.send(batch);
    }
    return receipts;
  }

  private List<Receipt> deliverOthers(List<Envelope> batch) {
    var receipts = new ArrayList<Receipt>();
    for (var envelope : batch) {
      if (dropped.test(envelope)) {
        receipts.add(new Receipt(envelope.id(), durability(), Receipt.Acceptance.NEW));
      } else {
        receipts.addAll(storage.send(List.of(envelope)));
      }
    }
    return receipts;
  }

  private static boolean isRecognised(Envelope envelope) {
    return envelope.message().guarantee() != Guarantee.AT_MOST_ONCE;
  }

  private void ring(Runnable bell) {
    if (trouble.strikes(Fault.DELAY_BELL)) {
      var _ = time.schedule(Duration.ofMillis(1 + trouble.below(50)), bell);
    } else {
      bell.run();
    }
  }
}
