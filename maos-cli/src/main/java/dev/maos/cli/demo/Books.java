package dev.maos.cli.demo;

import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.message.MessageId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Two ledgers: in one the senders write the ids of what the bus accepted, in the other the handlers
 * write, as their last step, the ids of what they have done. Neither is derived from the other, and
 * neither from what the bus says about itself.
 *
 * <p>Whatever is in the first and not in the second is lost or still on its way. Thread-safe.
 */
final class Books {
  private final TimeSource time;
  private final Signal turned = new Signal();
  private final Set<MessageId> sent = new HashSet<>();
  private final Map<MessageId, Integer> handled = new HashMap<>();
  private volatile int onTheWay;
  private volatile int done;

  Books(TimeSource time) {
    this.time = time;
  }

  /** Written by a sender with the receipt in its hand. */
  void sent(MessageId id) {
    synchronized (sent) {
      // A handler can be quicker than the sender's pen.
      if (sent.add(id) && !handled.containsKey(id)) {
        onTheWay = onTheWay + 1;
      }
    }
    turned.raise();
  }

  /** Written by a handler when its work is done. */
  void handled(MessageId id) {
    synchronized (sent) {
      if (handled.merge(id, 1, Integer::sum) == 1 && sent.contains(id)) {
        onTheWay = onTheWay - 1;
      }
      done = handled.size();
    }
    turned.raise();
  }

  /**
   * Waits until at most so many messages are on their way.
   *
   * @return false if nothing at all was handled for as long as patience lasts
   */
  boolean awaitOnTheWay(int atMost, Duration patience) throws InterruptedException {
    while (true) {
      int before = done;
      if (!turned.await(() -> onTheWay <= atMost || done > before, patience, time)) {
        return false;
      }
      if (onTheWay <= atMost) {
        return true;
      }
    }
  }

  /** Whether a handler has written that this is done. */
  boolean isHandled(MessageId id) {
    synchronized (sent) {
      return handled.containsKey(id);
    }
  }

  /** Compares the ledgers. */
  Reckoning reckon() {
    synchronized (sent) {
      long delivered = sent.stream().filter(handled::containsKey).count();
      long duplicated = handled.values().stream().mapToLong(times -> times - 1L).sum();
      return new Reckoning(sent.size(), delivered, sent.size() - delivered, duplicated);
    }
  }

  /**
   * What the ledgers say together.
   *
   * @param messages how many were sent
   * @param delivered how many of these were handled
   * @param lost how many of these were not
   * @param duplicated how many times one was handled again
   */
  record Reckoning(long messages, long delivered, long lost, long duplicated) {}
}
