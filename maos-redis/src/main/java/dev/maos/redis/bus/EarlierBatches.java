package dev.maos.redis.bus;

import dev.maos.base.ErrorCode;
import dev.maos.message.Envelope;
import dev.maos.message.MessageId;
import dev.maos.message.Receipt;
import dev.maos.message.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Messages that were sent and whose answer had not come when their caller gave up waiting. When
 * they are sent again, the answer to the first time is the answer: the pipeline goes on asking for
 * it, and to send them twice would store them twice. Bounded; thread-safe.
 */
final class EarlierBatches {
  /** How many messages are remembered; at the bound the oldest are forgotten. */
  private static final int MOST = 50_000;

  private final Map<MessageId, Earlier> messages = new LinkedHashMap<>();

  /** Where the answer for a message will be. */
  private record Earlier(CompletableFuture<List<Receipt>> receipts, int index) {}

  synchronized void remember(List<Envelope> batch, CompletableFuture<List<Receipt>> receipts) {
    for (int i = 0; i < batch.size(); i++) {
      messages.put(batch.get(i).id(), new Earlier(receipts, i));
    }
    var oldest = messages.keySet().iterator();
    while (messages.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }

  /**
   * The receipts of a batch that was sent before; empty if it was not.
   *
   * @throws TransportException {@link ErrorCode#OUTCOME_UNKNOWN} if the answer is not there yet
   */
  Optional<List<Receipt>> receiptsOf(List<Envelope> batch, Duration patience) {
    var known = find(batch);
    if (known.size() < batch.size()) {
      return Optional.empty();
    }
    var receipts = new ArrayList<Receipt>(batch.size());
    for (var earlier : known) {
      var all = await(earlier.receipts(), patience);
      if (all.isEmpty()) {
        forget(batch);
        return Optional.empty();
      }
      receipts.add(all.get().get(earlier.index()));
    }
    return Optional.of(receipts);
  }

  boolean knowsAnyOf(List<Envelope> batch) {
    return !find(batch).isEmpty();
  }

  private synchronized List<Earlier> find(List<Envelope> batch) {
    if (messages.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Earlier>(batch.size());
    for (var envelope : batch) {
      var earlier = messages.get(envelope.id());
      if (earlier != null) {
        found.add(earlier);
      }
    }
    return found;
  }

  private synchronized void forget(List<Envelope> batch) {
    batch.forEach(envelope -> messages.remove(envelope.id()));
  }

  /** Empty if the batch was refused, so that it may be sent as if for the first time. */
  private static Optional<List<Receipt>> await(
      CompletableFuture<List<Receipt>> receipts, Duration patience) {
    try {
      return Optional.of(receipts.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw TransportException.outcomeUnknown("Redis has still not answered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TransportException.outcomeUnknown("interrupted while waiting for Redis");
    } catch (ExecutionException | CompletionException e) {
      return Optional.empty();
    }
  }
}
