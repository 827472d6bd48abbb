package dev.maos.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The dead letters of one queue: look at them, send them back to that very queue, or delete them.
 * Thread-safe; each call works on what is there when it runs.
 */
public final class DeadLetters {
  private static final int PAGE = 1_000;

  private final MessageTransport transport;
  private final QueueName queue;

  DeadLetters(MessageTransport transport, QueueName queue) {
    this.transport = transport;
    this.queue = queue;
  }

  /** The oldest {@code limit} of them. */
  public List<DeadLetter> list(int limit) {
    return transport.deadLetters(queue, Optional.empty(), limit);
  }

  /** The next page: the oldest {@code limit} of those behind {@code after}. */
  public List<DeadLetter> list(MessageId after, int limit) {
    return transport.deadLetters(queue, Optional.of(after), limit);
  }

  /**
   * Sends one back to its queue, its id kept, its attempts counted anew; false if it is not here.
   */
  public boolean redrive(MessageId id) {
    return transport.redrive(queue, List.of(id)) > 0;
  }

  /** Sends all back, as far as the queue has room, and returns how many. */
  public int redriveAll() {
    return redriveIf(letter -> true);
  }

  /** Sends back those that {@code chosen} picks, and returns how many. */
  public int redriveIf(Predicate<DeadLetter> chosen) {
    return transport.redrive(queue, ids(chosen));
  }

  /** Deletes one; false if it is not here. */
  public boolean purge(MessageId id) {
    return transport.purge(queue, List.of(id)) > 0;
  }

  /** Deletes all, and returns how many. */
  public int purgeAll() {
    return purgeIf(letter -> true);
  }

  /** Deletes those that {@code chosen} picks, and returns how many. */
  public int purgeIf(Predicate<DeadLetter> chosen) {
    return transport.purge(queue, ids(chosen));
  }

  private List<MessageId> ids(Predicate<DeadLetter> chosen) {
    var ids = new ArrayList<MessageId>();
    var page = list(PAGE);
    while (!page.isEmpty()) {
      page.stream().filter(chosen).map(DeadLetter::id).forEach(ids::add);
      // Many letters may have one id, which may fill a page: what is behind them is not seen then.
      var last = page.getLast().id();
      boolean isStuck = page.getFirst().id().equals(last);
      page = page.size() < PAGE || isStuck ? List.of() : list(last, PAGE);
    }
    return ids;
  }
}
