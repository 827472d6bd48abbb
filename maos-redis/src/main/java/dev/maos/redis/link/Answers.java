package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import dev.maos.base.TimeSource;
import dev.maos.redis.link.LinkException.Effect;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.ErrorFilter;
import dev.maos.resilience.Retrier;
import dev.maos.resilience.RetriesExhaustedException;
import dev.maos.resilience.RetryPolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for an answer where there is nothing else to do. */
final class Answers {
  private static final RetryPolicy POLICY =
      RetryPolicy.defaults()
          .maxAttempts(Integer.MAX_VALUE)
          .backoff(new Backoff.Fixed(Duration.ofMillis(5)));

  private Answers() {}

  /**
   * The answer.
   *
   * @throws LinkException what went wrong instead, also after twice the patience, which the
   *     connection itself should have noticed
   */
  static <T> T await(CompletionStage<T> stage, Duration patience) {
    try {
      return stage.toCompletableFuture().get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Failure.of(e);
    } catch (TimeoutException e) {
      throw new LinkException(Effect.UNKNOWN, ErrorCode.OUTCOME_UNKNOWN, "no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkException(Effect.UNKNOWN, ErrorCode.INTERRUPTED, "interrupted while waiting");
    }
  }

  /**
   * Asks again and again while the answer is "not now", at most for the patience: a connection to a
   * node of a Cluster is made when it is first needed, and that first command is turned away.
   *
   * @throws LinkException the last failure
   */
  static <T> T insist(Supplier<CompletionStage<T>> question, Duration patience) {
    return insist(question, patience, EnumSet.of(Effect.NOT_NOW));
  }

  /**
   * Asks again also after an answer was lost, so only for what may be done twice.
   *
   * @throws LinkException the last failure, after at most twice the patience
   */
  static <T> T repeat(Supplier<CompletionStage<T>> question, Duration patience) {
    return insist(question, patience, EnumSet.of(Effect.NOT_NOW, Effect.UNKNOWN));
  }

  private static <T> T insist(
      Supplier<CompletionStage<T>> question, Duration patience, Set<Effect> again) {
    var time = TimeSource.system();
    // Without jitter nobody asks for chance.
    var retrier = new Retrier(policy(again), time, () -> 0);
    try {
      return retrier.call(time.now().plus(patience), () -> await(question.get(), patience));
    } catch (RetriesExhaustedException e) {
      throw (LinkException) e.attempts().getLast();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (LinkException) e.getSuppressed()[0];
    }
  }

  private static RetryPolicy policy(Set<Effect> again) {
    return POLICY.retryOn(
        new ErrorFilter.Where(
            error -> error instanceof LinkException e && again.contains(e.effect())));
  }
}
