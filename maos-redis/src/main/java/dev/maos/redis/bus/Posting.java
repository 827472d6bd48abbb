package dev.maos.redis.bus;

import dev.maos.base.ErrorCode;
import dev.maos.message.Durability;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.IdWindow.Known;
import dev.maos.message.MessageId;
import dev.maos.message.Receipt;
import dev.maos.message.Receipt.Acceptance;
import dev.maos.message.Resends;
import dev.maos.message.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way of batches into Redis.
 *
 * <p>What makes a message known when it is sent again: exactly-once and given ids are known to the
 * server; the ids that the bus made itself can only come again from this process, which remembers
 * them. A command whose answer is lost is repeated by the pipeline, and a caller that gave up
 * waiting for it and sends again gets the answer to the first time.
 */
final class Posting {
  /** How many messages of mixed batches without an answer are remembered. */
  private static final int MOST_DOUBTFUL = 10_000;

  private static final Durability STORED_NOWHERE = Durability.of(Durability.Level.MEMORY);

  private final Pipeline pipeline;
  private final Pipeline fleeting;
  private final int bound;
  private final Durability durability;
  private final Duration timeout;
  private final ServerClock clock;
  private final Pulse pulse;
  private final Calling calling;
  private final EarlierBatches earlier = new EarlierBatches();
  private final Resends resends = new Resends();
  private final LinkedHashSet<MessageId> doubtful = new LinkedHashSet<>();
  private final AtomicReference<@Nullable MessageId> highest = new AtomicReference<>();

  Posting(
      Pipeline pipeline,
      Pipeline fleeting,
      int bound,
      Durability durability,
      Duration timeout,
      ServerClock clock,
      Pulse pulse,
      Calling calling) {
    this.pipeline = pipeline;
    this.fleeting = fleeting;
    this.bound = bound;
    this.durability = durability;
    this.timeout = timeout;
    this.clock = clock;
    this.pulse = pulse;
    this.calling = calling;
  }

  List<Receipt> send(List<Envelope> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    if (Calling.takes(batch)) {
      return finish(batch, call(batch));
    }
    var known = earlier.receiptsOf(batch, timeout);
    if (known.isPresent()) {
      return known.get();
    }
    for (var envelope : batch) {
      if (mayBeKnown(envelope) && isKnown(envelope)) {
        return sendTheNewOnes(batch);
      }
    }
    return publish(batch);
  }

  /** Ids that a bus makes grow: one above all that were sent has not been sent. */
  private boolean mayBeKnown(Envelope envelope) {
    var greatest = highest.get();
    return greatest != null && envelope.id().compareTo(greatest) <= 0;
  }

  private List<Receipt> sendTheNewOnes(List<Envelope> batch) {
    var fresh = batch.stream().filter(envelope -> !isKnown(envelope)).toList();
    var receipts = fresh.isEmpty() ? List.<Receipt>of() : publish(fresh);
    var all = new ArrayList<Receipt>(batch.size());
    int next = 0;
    for (var envelope : batch) {
      var isFresh = next < fresh.size() && fresh.get(next) == envelope;
      all.add(
          isFresh
              ? receipts.get(next++)
              : new Receipt(envelope.id(), durability, Acceptance.DUPLICATE));
    }
    return all;
  }

  private boolean isKnown(Envelope envelope) {
    return isRememberedHere(envelope) && resends.find(envelope, destination(envelope)) != Known.NO;
  }

  /** Everything else is known to the server, or never sent again. */
  private static boolean isRememberedHere(Envelope envelope) {
    return envelope.message().guarantee() == Guarantee.AT_LEAST_ONCE
        && !Frame.isIdentified(envelope);
  }

  private static long destination(Envelope envelope) {
    var message = envelope.message();
    return 31L * message.recipient().hashCode() + message.topic().hashCode();
  }

  private List<Receipt> publish(List<Envelope> batch) {
    return holdsFleeting(batch)
        ? publishOnce(batch)
        : finish(batch, submit(batch, pipeline, isDoubtful(batch), Optional.empty()));
  }

  private List<Receipt> publishOnce(List<Envelope> batch) {
    var operation = submit(batch, fleeting, true, Optional.empty());
    try {
      var duplicates = Waiting.forAnswer(fleeting, operation, timeout);
      awaitHearing(batch);
      return stored(batch, duplicates, operation.replicas());
    } catch (TransportException lost) {
      doubt(batch);
      throw lost;
    } catch (UnansweredException late) {
      if (late.outcome().code() == ErrorCode.OUTCOME_UNKNOWN) {
        doubt(batch);
      }
      throw late.outcome();
    }
  }

  /** What went out on channels in the same step has been heard here before it counts as sent. */
  private void awaitHearing(List<Envelope> batch) {
    for (var envelope : batch) {
      if (Frame.isCalled(envelope)) {
        calling.awaitHearing();
        return;
      }
    }
  }

  // What goes out on channels only.

  /** Calls out a batch that goes that way. */
  Called call(List<Envelope> batch) {
    return calling.call(onServersClock(batch));
  }

  /** Waits for what was called out. */
  List<Receipt> finish(List<Envelope> batch, Called called) {
    called.await(timeout);
    var receipts = new ArrayList<Receipt>(batch.size());
    for (var envelope : batch) {
      receipts.add(new Receipt(envelope.id(), STORED_NOWHERE, Acceptance.NEW));
    }
    return receipts;
  }

  private PublishOperation submit(
      List<Envelope> batch, Pipeline way, boolean identifies, Optional<FeedPlace> place) {
    var ours = onServersClock(batch);
    lookAgainWhenDue(ours);
    return way.submit(new PublishOperation(ours, bound, identifies, place));
  }

  // What a feed does: it begins one batch while others are under way.

  /** Whether a batch goes the ordinary way: sent for the first time, and again if need be. */
  boolean isOrdinary(List<Envelope> batch) {
    if (holdsFleeting(batch) || isDoubtful(batch) || earlier.knowsAnyOf(batch)) {
      return false;
    }
    for (var envelope : batch) {
      if (mayBeKnown(envelope) && isKnown(envelope)) {
        return false;
      }
    }
    return true;
  }

  /** Hands an ordinary batch over. */
  PublishOperation begin(List<Envelope> batch, FeedPlace place) {
    return submit(batch, pipeline, false, Optional.of(place));
  }

  /** Waits for the answer to a batch. */
  List<Receipt> finish(List<Envelope> batch, PublishOperation operation) {
    try {
      var duplicates = Waiting.forAnswer(pipeline, operation, timeout);
      return stored(batch, duplicates, operation.replicas());
    } catch (UnansweredException late) {
      if (late.outcome().code() == ErrorCode.OUTCOME_UNKNOWN) {
        earlier.remember(
            batch,
            operation.result().thenApply(known -> receipts(batch, known, operation.replicas())));
      }
      throw late.outcome();
    }
  }

  /** Waits until a batch is stored; false if it is not known to be. */
  boolean isStored(PublishOperation operation) {
    try {
      var _ = Waiting.forResult(pipeline, operation, timeout);
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  // A batch with an at-most-once message in it is sent once. Its other messages may be sent again
  // by themselves, so their ids are told to the server, then as well as the first time.

  private void doubt(List<Envelope> batch) {
    synchronized (doubtful) {
      batch.stream().filter(Posting::isRememberedHere).map(Envelope::id).forEach(doubtful::add);
      var oldest = doubtful.iterator();
      while (doubtful.size() > MOST_DOUBTFUL) {
        oldest.next();
        oldest.remove();
      }
    }
  }

  private boolean isDoubtful(List<Envelope> batch) {
    synchronized (doubtful) {
      return !doubtful.isEmpty() && batch.stream().anyMatch(e -> doubtful.contains(e.id()));
    }
  }

  /** How effects are stored, which go together with something else. */
  PublishOperation operation(List<Envelope> effects) {
    var ours = onServersClock(effects);
    lookAgainWhenDue(ours);
    return new PublishOperation(ours, bound, false);
  }

  private List<Envelope> onServersClock(List<Envelope> batch) {
    return clock.offset() == 0 ? batch : batch.stream().map(clock::toServer).toList();
  }

  /** Notes that a batch was stored, and tells its receipts. */
  List<Receipt> stored(List<Envelope> batch, List<Boolean> duplicates, int replicas) {
    remember(batch);
    return receipts(batch, duplicates, replicas);
  }

  private static MessageId greater(@Nullable MessageId one, MessageId other) {
    return one == null || one.compareTo(other) < 0 ? other : one;
  }

  private void remember(List<Envelope> batch) {
    if (batch.isEmpty()) {
      return;
    }
    long now = batch.getLast().sentAtMicros();
    var greatest = batch.getLast().id();
    for (var envelope : batch) {
      greatest = greater(greatest, envelope.id());
      if (isRememberedHere(envelope)) {
        var _ = resends.add(envelope, destination(envelope), now);
      }
    }
    highest.accumulateAndGet(greatest, Posting::greater);
  }

  private List<Receipt> receipts(List<Envelope> batch, List<Boolean> duplicates, int replicas) {
    var given = replicas == 0 ? durability : Durability.replicated(replicas);
    var receipts = new ArrayList<Receipt>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      var acceptance = duplicates.get(i) ? Acceptance.DUPLICATE : Acceptance.NEW;
      var isStored = !Frame.isCalled(batch.get(i));
      receipts.add(new Receipt(batch.get(i).id(), isStored ? given : STORED_NOWHERE, acceptance));
    }
    return receipts;
  }

  private static boolean holdsFleeting(List<Envelope> batch) {
    for (var envelope : batch) {
      if (envelope.message().guarantee() == Guarantee.AT_MOST_ONCE) {
        return true;
      }
    }
    return false;
  }

  private void lookAgainWhenDue(List<Envelope> batch) {
    for (var envelope : batch) {
      if (envelope.dueAtMicros() > envelope.sentAtMicros()) {
        pulse.at(envelope.dueAtMicros());
      }
    }
  }
}
