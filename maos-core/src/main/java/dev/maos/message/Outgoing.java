package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.TimeSource;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.ErrorFilter;
import dev.maos.resilience.Retrier;
import dev.maos.resilience.RetriesExhaustedException;
import dev.maos.resilience.RetryPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The way out of the bus: sends envelopes to the backend, again and again under the same identity
 * while it cannot be reached, and waits for room where that was asked for. At-most-once messages
 * are sent exactly once. Thread-safe.
 */
final class Outgoing {
  private final MessageTransport transport;
  private final BusOptions options;
  private final TimeSource time;
  private final BusCounters counters;
  private final Retrier retrier;

  Outgoing(
      MessageTransport transport,
      BusOptions options,
      TimeSource time,
      RandomGenerator random,
      BusCounters counters) {
    this.transport = transport;
    this.options = options;
    this.time = time;
    this.counters = counters;
    this.retrier = new Retrier(policy(), time, random);
  }

  /** Short waits at first: a lost connection is often back within milliseconds. */
  static RetryPolicy policy() {
    var backoff = new Backoff.Jittered(new Backoff.Exponential(Duration.ofMillis(5), 2), 0.5);
    return RetryPolicy.defaults()
        .maxAttempts(1_000)
        .backoff(backoff)
        .maxDelay(Duration.ofSeconds(1))
        .retryOn(
            new ErrorFilter.WithCodes(
                Set.of(ErrorCode.TRANSPORT_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN)));
  }

  /** Sends a batch, all of it or nothing. */
  List<Receipt> send(List<Envelope> batch) {
    return send(batch, () -> transport.send(batch));
  }

  /** Waits for a batch that was handed over, and does for it whatever else sending takes. */
  List<Receipt> finish(List<Envelope> batch, Feed.Sending sending) {
    return send(batch, () -> sending.receipts().orElseGet(() -> transport.send(batch)));
  }

  private List<Receipt> send(List<Envelope> batch, Supplier<List<Receipt>> firstTry) {
    var receipts = sendWithRoom(batch, firstTry);
    count(batch, receipts);
    return receipts;
  }

  /** Sends a batch without waiting for room, whatever the options say. */
  List<Receipt> sendIfThereIsRoom(List<Envelope> batch) {
    var receipts = sendWithRetries(batch, () -> transport.send(batch));
    count(batch, receipts);
    return receipts;
  }

  private List<Receipt> sendWithRoom(List<Envelope> batch, Supplier<List<Receipt>> firstTry) {
    return switch (options.overflow()) {
      case Overflow.Reject() -> sendWithRetries(batch, firstTry);
      case Overflow.Block(var patience) -> sendWhenThereIsRoom(batch, firstTry, patience);
    };
  }

  private List<Receipt> sendWhenThereIsRoom(
      List<Envelope> batch, Supplier<List<Receipt>> firstTry, Duration patience) {
    long deadline = time.nanos() + patience.toNanos();
    var attempt = firstTry;
    while (true) {
      try {
        return sendWithRetries(batch, attempt);
      } catch (QueueFullException full) {
        attempt = () -> transport.send(batch);
        var left = Duration.ofNanos(deadline - time.nanos());
        if (!left.isPositive() || !roomAppears(batch, left)) {
          throw full;
        }
      }
    }
  }

  private boolean roomAppears(List<Envelope> batch, Duration patience) {
    try {
      for (var part : sizes(batch).entrySet()) {
        if (!transport.awaitRoom(part.getKey(), part.getValue(), patience)) {
          return false;
        }
      }
      return true;
    } catch (TransportException unreachable) {
      // Sending finds out what is the matter, and is patient about it.
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Map<Address, Integer> sizes(List<Envelope> batch) {
    var sizes = new HashMap<Address, Integer>();
    batch.forEach(envelope -> sizes.merge(envelope.message().recipient(), 1, Integer::sum));
    return sizes;
  }

  private List<Receipt> sendWithRetries(List<Envelope> batch, Supplier<List<Receipt>> firstTry) {
    try {
      return firstTry.get();
    } catch (TransportException first) {
      if (holdsOneSentOnlyOnce(batch)) {
        throw first;
      }
      return sendAgain(batch, first);
    }
  }

  private List<Receipt> sendAgain(List<Envelope> batch, TransportException first) {
    var worst = new AtomicReference<>(first);
    try {
      return retrier.call(
          time.now().plus(options.publishTimeout()), () -> sendNoting(batch, worst));
    } catch (RetriesExhaustedException e) {
      throw worst.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TransportException.outcomeUnknown("interrupted while publishing was being retried");
    }
  }

  /** One more try; one unknown outcome among all makes the whole unknown. */
  private List<Receipt> sendNoting(
      List<Envelope> batch, AtomicReference<TransportException> worst) {
    try {
      return transport.send(batch);
    } catch (TransportException e) {
      worst.updateAndGet(known -> known.code() == ErrorCode.OUTCOME_UNKNOWN ? known : e);
      throw e;
    }
  }

  /** Whether a batch is not sent again as a whole when the backend cannot be reached. */
  static boolean holdsOneSentOnlyOnce(List<Envelope> batch) {
    for (var envelope : batch) {
      if (envelope.message().guarantee() == Guarantee.AT_MOST_ONCE) {
        return true;
      }
    }
    return false;
  }

  private void count(List<Envelope> batch, List<Receipt> receipts) {
    int duplicates = 0;
    for (int i = 0; i < receipts.size(); i++) {
      if (receipts.get(i).duplicate()) {
        duplicates++;
      } else {
        counters.topics.published(batch.get(i).message());
      }
    }
    counters.sent.add(receipts.size() - duplicates);
    if (duplicates > 0) {
      counters.duplicates.add(duplicates);
    }
  }
}
