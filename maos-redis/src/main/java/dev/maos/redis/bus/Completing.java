package dev.maos.redis.bus;

import dev.maos.base.ErrorCode;
import dev.maos.message.Completion;
import dev.maos.message.Envelope;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Acknowledging claims together with what their handling brought forth. A caller that gave up
 * waiting and asks again gets the answer to the first time, which its claim remembers. Thread-safe.
 */
final class Completing {
  private final Pipeline publishing;
  private final Pipeline settling;
  private final Duration timeout;
  private final Posting posting;

  Completing(Pipeline publishing, Pipeline settling, Duration timeout, Posting posting) {
    this.publishing = publishing;
    this.settling = settling;
    this.timeout = timeout;
    this.posting = posting;
  }

  Completion complete(RedisInbox inbox, RedisClaim claim, List<Envelope> effects) {
    var earlier = claim.completing;
    if (earlier != null) {
      return await(claim, earlier);
    }
    if (!inbox.holdings().holds(claim)) {
      return new Completion(inbox.acknowledge(List.of(claim)).getFirst(), List.of());
    }
    var batch =
        effects.isEmpty()
            ? Optional.<PublishOperation>empty()
            : Optional.of(posting.operation(effects));
    var operation = new CompleteOperation(claim, List.copyOf(effects), batch);
    claim.completing = operation;
    way(operation).submit(operation);
    return await(claim, operation);
  }

  /** Publishing is refused when the server is full; what only acknowledges makes room. */
  private Pipeline way(CompleteOperation operation) {
    return operation.effects().isEmpty() ? settling : publishing;
  }

  private Completion await(RedisClaim claim, CompleteOperation operation) {
    var isAnswered = true;
    try {
      return completion(operation, Waiting.forAnswer(way(operation), operation, timeout));
    } catch (UnansweredException late) {
      isAnswered = late.outcome().code() != ErrorCode.OUTCOME_UNKNOWN;
      throw late.outcome();
    } finally {
      if (isAnswered) {
        claim.completing = null;
      }
    }
  }

  private Completion completion(CompleteOperation operation, CompleteOperation.Outcome outcome) {
    return outcome.settled() == Settled.NOW
        ? new Completion(
            Settled.NOW,
            posting.stored(operation.effects(), outcome.duplicates(), operation.replicas()))
        : new Completion(outcome.settled(), List.of());
  }
}
