package dev.maos.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A backend whose inboxes have a guard at the door. What is sent has passed the guard already, when
 * it got its identity, so that a repeated sending repeats the very bytes. Thread-safe.
 */
final class GuardedTransport implements MessageTransport {
  private final MessageTransport storage;
  private final MessageGuard guard;

  private GuardedTransport(MessageTransport storage, MessageGuard guard) {
    this.storage = storage;
    this.guard = guard;
  }

  static MessageTransport of(MessageTransport storage, MessageGuard guard) {
    return guard.equals(MessageGuard.open()) ? storage : new GuardedTransport(storage, guard);
  }

  /** The backend without its guard, for those who move messages and do not read them. */
  static MessageTransport storage(MessageTransport transport) {
    return transport instanceof GuardedTransport guarded ? guarded.storage : transport;
  }

  @Override
  public Inbox open(InboxSpec spec, Runnable bell) {
    return new GuardedInbox(storage.open(spec, bell), guard);
  }

  @Override
  public Completion complete(Inbox inbox, Claim claim, List<Envelope> effects) {
    var stored = OpenedClaim.stored(claim);
    var completion = storage.complete(GuardedInbox.storage(inbox), stored, effects);
    if (completion.settled() == Settled.NOW) {
      OpenedClaim.handled(claim);
    }
    return completion;
  }

  @Override
  public Durability durability() {
    return storage.durability();
  }

  @Override
  public List<Receipt> send(List<Envelope> batch) {
    return storage.send(batch);
  }

  @Override
  public Feed feed() {
    return storage.feed();
  }

  @Override
  public boolean awaitRoom(Address recipient, int messages, Duration patience)
      throws InterruptedException {
    return storage.awaitRoom(recipient, messages, patience);
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
}
