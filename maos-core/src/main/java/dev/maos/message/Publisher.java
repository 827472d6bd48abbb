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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes many messages without waiting for each: {@link #publish} hands one over and returns;
 * what is waiting goes out together, in order, and the outcomes come to a callback in the same
 * order.
 *
 * <p>In flight it is bounded in count and bytes; at the bound {@code publish} waits. A batch is
 * whatever waits: at a low rate one message, sent at once; while one is under way, the next goes
 * when it is full. The outcome callback runs on the thread that waited for the answer, which may be
 * a publishing one; it must be quick. What it publishes itself does not wait for room, which nobody
 * else could make meanwhile. Thread-safe.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final BusContext bus;
  private final PublisherOptions options;
  private final Consumer<? super PublishOutcome> outcomes;
  private final Consumer<Publisher> onClosed;
  private final Signal progress = new Signal();
  private final Feed feed;
  private final ArrayDeque<Envelope> waiting = new ArrayDeque<>();

  /** Handed over and not settled yet, the oldest first. */
  private final ArrayDeque<Begun> begun = new ArrayDeque<>();

  private int inFlight;
  private int unreported;
  private long inFlightBytes;
  private boolean beginning;
  private boolean settling;
  private boolean flushing;
  private boolean closed;
  private volatile @Nullable Thread reporting;

  private record Begun(List<Envelope> batch, Feed.Sending sending) {}

  Publisher(
      BusContext bus,
      PublisherOptions options,
      Consumer<? super PublishOutcome> outcomes,
      Consumer<Publisher> onClosed) {
    this.bus = bus;
    this.options = options;
    this.outcomes = outcomes;
    this.onClosed = onClosed;
    this.feed = bus.transport().feed();
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
    feed.close();
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
      if (!mayAccept() && reporting != Thread.currentThread()) {
        return false;
      }
      waiting.add(envelope);
      inFlight++;
      unreported++;
      inFlightBytes += envelope.weight();
      full = isFull() && mayBegin();
      rest = !full && !settling && !flushing;
      flushing |= rest;
    }
    if (full) {
      beginFull();
    } else if (rest) {
      Thread.startVirtualThread(this::flushRest);
    }
    return true;
  }

  private boolean isFull() {
    return waiting.size() >= options.maxBatch();
  }

  /** While something is under way, only what fills a batch is worth another one. */
  private boolean mayBegin() {
    return !beginning
        && begun.size() < feed.mostUnderWay()
        && (isFull() || (begun.isEmpty() && !waiting.isEmpty()));
  }

  /** The answer is waited for elsewhere, unless it is there already. */
  private void beginFull() {
    begin();
    boolean isAnswered;
    synchronized (this) {
      var oldest = begun.peek();
      if (settling || oldest == null) {
        return;
      }
      settling = true;
      isAnswered = oldest.sending().isAnswered();
    }
    if (isAnswered) {
      settleAll();
    } else {
      Thread.startVirtualThread(this::settleAll);
    }
  }

  private void flushRest() {
    synchronized (this) {
      flushing = false;
      if (settling) {
        return;
      }
      settling = true;
    }
    settleAll();
  }

  /** Hands over what may be handed over; one thread at a time, which keeps the order. */
  private void begin() {
    for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
      var sending = feed.send(batch);
      synchronized (this) {
        begun.add(new Begun(batch, sending));
        beginning = false;
      }
    }
  }

  private synchronized List<Envelope> nextBatch() {
    if (!mayBegin()) {
      return List.of();
    }
    beginning = true;
    var batch = new ArrayList<Envelope>(Math.min(waiting.size(), options.maxBatch()));
    while (batch.size() < options.maxBatch() && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    return batch;
  }

  /** Waits for batch after batch until nothing is under way; one thread at a time. */
  private void settleAll() {
    do {
      begin();
      for (var oldest = oldest(); oldest != null; oldest = oldest()) {
        settle(oldest);
        begin();
      }
    } while (!mayRest());
  }

  private synchronized @Nullable Begun oldest() {
    return begun.peek();
  }

  /** What another thread is handing over at this moment, that one sees to. */
  private synchronized boolean mayRest() {
    settling = !begun.isEmpty() || (!waiting.isEmpty() && !beginning);
    return !settling;
  }

  private void settle(Begun oldest) {
    var told = new ArrayList<PublishOutcome>(oldest.batch().size());
    try {
      finish(oldest, told);
    } finally {
      // Room first: a callback may publish again.
      settled(oldest.batch());
      reporting = Thread.currentThread();
      told.forEach(this::report);
      reporting = null;
      reported(oldest.batch().size());
    }
  }

  private void finish(Begun oldest, List<PublishOutcome> told) {
    var batch = oldest.batch();
    try {
      bus.outgoing()
          .finish(batch, oldest.sending())
          .forEach(receipt -> told.add(new Accepted(receipt)));
    } catch (RuntimeException together) {
      // One refused message must not take the others of its batch with it; but a backend that could
      // not be reached for them all will not be reached for each.
      var isTried =
          batch.size() == 1
              || (together instanceof TransportException && !Outgoing.holdsOneSentOnlyOnce(batch));
      batch.forEach(envelope ->
          told.add(isTried ? failed(envelope, together) : sendAlone(envelope, together)));
    }
  }

  private PublishOutcome sendAlone(Envelope envelope, RuntimeException together) {
    var sentOnlyOnce = envelope.message().guarantee() == Guarantee.AT_MOST_ONCE;
    if (sentOnlyOnce && together instanceof TransportException) {
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

  private void settled(List<Envelope> batch) {
    synchronized (this) {
      begun.remove();
      if (begun.isEmpty() && !beginning) {
        feed.resume();
      }
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
