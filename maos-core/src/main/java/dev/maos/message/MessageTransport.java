package dev.maos.message;

import dev.maos.base.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a backend does for the message bus: stores envelopes durably in queues and lets inboxes
 * claim them. It knows nothing of handlers, retry policies or threads that a user sees.
 * Thread-safe.
 *
 * <p>Every duty named here and in {@link Inbox} is a test of the contract suite in the test kit.
 */
public interface MessageTransport {

  /** What an accepted message survives now. */
  Durability durability();

  /**
   * Stores a batch: all of it or nothing. Sending an envelope again, with the id and content that
   * its destination has accepted within the dedupe window, answers {@link
   * Receipt.Acceptance#DUPLICATE} and changes nothing; with other content it is refused with {@link
   * ErrorCode#ID_REUSE}.
   *
   * @throws QueueFullException if an inbox or a group has no room for its part
   * @throws TransportException if the backend cannot be reached, saying whether the batch may have
   *     been stored all the same
   */
  List<Receipt> send(List<Envelope> batch);

  /** Opens a way for the batches of one publisher, which closes it. */
  default Feed feed() {
    return new OneByOne(this);
  }

  /**
   * Waits until {@code recipient} has room for so many messages, and returns whether it has; more
   * than it can ever hold are refused at once.
   */
  boolean awaitRoom(Address recipient, int messages, Duration patience) throws InterruptedException;

  /** Opens an inbox, creating its subscription if it is new. See {@link Inbox} for the bell. */
  Inbox open(InboxSpec spec, Runnable bell);

  /**
   * Acknowledges a claim and stores what its handling brought forth: both, or nothing. A storage
   * that others share does it in one step; this default is for one that dies with its process.
   *
   * @throws QueueFullException as {@link #send} does; the claim is then still held
   */
  default Completion complete(Inbox inbox, Claim claim, List<Envelope> effects) {
    var held = inbox.extend(claim);
    if (held != Settled.NOW) {
      return new Completion(held, List.of());
    }
    var receipts = send(effects);
    return new Completion(inbox.acknowledge(List.of(claim)).getFirst(), receipts);
  }

  /** Ends a durable subscription and drops what it had not read; false if there was none. */
  boolean forget(QueueName subscription);

  /** Lists dead letters from the oldest, at most {@code limit}, behind {@code after} if given. */
  List<DeadLetter> deadLetters(QueueName queue, Optional<MessageId> after, int limit);

  /** Sends dead letters back to the very queue they came from, ids kept; returns how many. */
  int redrive(QueueName queue, List<MessageId> ids);

  /** Deletes dead letters; returns how many. */
  int purge(QueueName queue, List<MessageId> ids);

  /** Every queue that exists now. */
  List<QueueStats> queues();

  /**
   * Moves what has expired in any queue to its dead letters, forgets idle book-keeping, and returns
   * what it moved. Never touches a message that has not expired.
   */
  List<DeadLetter> sweep();
}
