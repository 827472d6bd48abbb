package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import dev.maos.message.PublishOutcome.Accepted;
import dev.maos.message.PublishOutcome.Failed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes many messages without waiting for each: {@link #publish} hands one over and returns;
 * what is waiting goes out together, in order, and the outcomes come to a callback in the same
 * order.
 *
 * <p>In flight it is bounded in count and bytes; at the bound {@code publish} waits. A batch is
 * whatever waits: at a low rate one message, sent at once. The outcome callback runs on the thread
 * that sent the batch, which may be a publishing one; it must be quick. Thread-safe.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final BusContext bus;
  private final PublisherOptions options;
  private final Consumer<? super PublishOutcome> outcomes;
  private final Consumer<Publisher> onClosed;
  private final Signal progress = new Signal();
  private final ArrayDeque<Envelope> waiting = new ArrayDeque<>();
  private int inFlight;
  private int unreported;
  private long inFlightBytes;
  private boolean sending;
  private boolean flushing;
  private boolean closed;

  Publisher(
      BusContext bus,
      PublisherOptions options,
      Consumer<? super PublishOutcome> outcomes,
      Consumer<Publisher> onClosed) {
    this.bus = bus;
    this.options = options;
    this.outcomes = outcomes;
    this.onClosed = onClosed;
  }

  /**
   * Hands a message over, waiting while too many are in flight.
   *
   * @return the identity it will have
   * @throws MaosException if the message itself is refused: that is not left to the callback
   */
  public MessageId publish(Message message) throws InterruptedException {
    var envelope = bus.seal(message);
    while (!accept(envelope)) {
      progress.await(this::mayAccept, Duration.ofSeconds(1), bus.time());
    }
    return envelope.id();
  }

  /** Waits until everything handed over so far is answered; false if that took too long. */
  public boolean flush(Duration patience) throws InterruptedException {
    return progress.await(this::isIdle, patience, bus.time());
  }

  /** Refuses new messages and waits for the outcomes of the others, as long as the bus drains. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    progress.raise();
    try {
      flush(bus.options().drainTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    onClosed.accept(this);
  }

  synchronized boolean isIdle() {
    return unreported == 0;
  }

  private synchronized boolean mayAccept() {
    return closed
        || (inFlight < options.maxInFlight() && inFlightBytes < options.maxInFlightBytes());
  }

  /** Takes the message if there is room. Whoever fills a batch sends it; a rest is sent besides. */
  private boolean accept(Envelope envelope) {
    boolean full;
    boolean rest;
    synchronized (this) {
      if (closed) {
        throw new BusClosedException("the publisher");
      }
      if (!mayAccept()) {
        return false;
      }
      waiting.add(envelope);
      inFlight++;
      unreported++;
      inFlightBytes += envelope.weight();
      full = !sending && waiting.size() >= options.maxBatch();
      rest = !sending && !full && !flushing;
      sending |= full;
      flushing |= rest;
    }
    if (full) {
      sendWaiting();
    } else if (rest) {
      Thread.startVirtualThread(this::flushRest);
    }
    return true;
  }

  private void flushRest() {
    synchronized (this) {
      flushing = false;
      if (sending) {
        return;
      }
      sending = true;
    }
    sendWaiting();
  }

  /** Sends batch after batch until nothing waits; one thread at a time, which keeps the order. */
  private void sendWaiting() {
    var batch = nextBatch();
    while (!batch.isEmpty()) {
      var told = new ArrayList<PublishOutcome>(batch.size());
      try {
        send(batch, told);
      } finally {
        // Room first: a callback may publish again.
        settle(batch);
        told.forEach(this::report);
        reported(batch.size());
      }
      batch = nextBatch();
    }
  }

  private synchronized List<Envelope> nextBatch() {
    if (waiting.isEmpty()) {
      sending = false;
      return List.of();
    }
    var batch = new ArrayList<Envelope>(Math.min(waiting.size(), options.maxBatch()));
    while (batch.size() < options.maxBatch() && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    return batch;
  }

  private void send(List<Envelope> batch, List<PublishOutcome> told) {
    try {
      bus.outgoing().send(batch).forEach(receipt -> told.add(new Accepted(receipt)));
    } catch (RuntimeException together) {
      // One refused message must not take the others of its batch with it.
      batch.forEach(envelope -> told.add(sendAlone(envelope, batch.size(), together)));
    }
  }

  private PublishOutcome sendAlone(Envelope envelope, int batchSize, RuntimeException together) {
    var sentOnlyOnce = envelope.message().guarantee() == Guarantee.AT_MOST_ONCE;
    if (batchSize == 1 || (sentOnlyOnce && together instanceof TransportException)) {
      return failed(envelope, together);
    }
    try {
      return new Accepted(bus.outgoing().sendIfThereIsRoom(List.of(envelope)).getFirst());
    } catch (RuntimeException alone) {
      return failed(envelope, alone);
    }
  }

  private Failed failed(Envelope envelope, RuntimeException error) {
    bus.counters().refused.increment();
    var known =
        error instanceof MaosException e
            ? e
            : new MaosException(
                ErrorCode.OUTCOME_UNKNOWN, "publishing failed: " + error.getMessage(), error);
    return new Failed(envelope.id(), envelope.message(), known);
  }

  private void report(PublishOutcome outcome) {
    try {
      outcomes.accept(outcome);
    } catch (Throwable e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("messageId", outcome.id())
          .log("outcome callback failed");
    }
  }

  private void settle(List<Envelope> batch) {
    synchronized (this) {
      for (var envelope : batch) {
        inFlight--;
        inFlightBytes -= envelope.weight();
      }
    }
    progress.raise();
  }

  private void reported(int outcomesTold) {
    synchronized (this) {
      unreported -= outcomesTold;
    }
    progress.raise();
  }
}
