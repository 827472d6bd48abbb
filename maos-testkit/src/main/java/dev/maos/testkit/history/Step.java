package dev.maos.testkit.history;

import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageId;
import dev.maos.message.Priority;
import dev.maos.message.QueueName;
import java.util.List;

/**
 * Something that a process did or saw, by its own clock in epoch microseconds.
 *
 * <p>The order is what makes the record sound when a process is killed at any moment: a step that
 * announces an effect ({@link Invoked}, {@link Begun}) is written before the effect, a step that
 * claims one ({@link Answered}, {@link Ended}, {@link Acknowledged}) after it. What is missing at
 * the end of a record then never makes an innocent backend guilty.
 */
public sealed interface Step {

  /** When it happened. */
  long at();

  /**
   * A message is about to be published.
   *
   * @param expiresAt from when on it must not be handled any more
   * @param places every queue in which it has to be handled
   */
  record Invoked(
      long at,
      Key key,
      Priority priority,
      Guarantee guarantee,
      long hash,
      long expiresAt,
      List<QueueName> places)
      implements Step {
    public Invoked {
      places = List.copyOf(places);
    }
  }

  /** What the publisher was told. */
  record Answered(long at, Key key, Answer answer) implements Step {}

  /** What a publisher can be told. */
  enum Answer {
    /** There is a receipt. */
    ACCEPTED,
    /** It was refused: nothing was stored. */
    REFUSED,
    /** It may have been stored. */
    UNKNOWN
  }

  /** A handler was called. */
  record Begun(
      long at, String process, Key key, MessageId id, QueueName queue, int attempt, long hash)
      implements Step {}

  /** A handler is about to return, or to throw. */
  record Ended(long at, String process, Key key, QueueName queue, int attempt, Result result)
      implements Step {}

  /** How handling ended. */
  enum Result {
    DONE,
    FAILED
  }

  /** An acknowledgement by hand was answered. */
  record Acknowledged(long at, String process, Key key, QueueName queue, int attempt, Reply reply)
      implements Step {}

  /** How an acknowledgement was answered. */
  enum Reply {
    TAKEN,
    STALE,
    /** Nobody knows. */
    UNKNOWN
  }

  /** A dead letter that is there in the end, and how often it is said to have been tried. */
  record Buried(long at, Key key, QueueName queue, Reason reason, int attempts) implements Step {}

  /** How many messages wait in a queue, seen while the run goes on. */
  record Measured(long at, QueueName queue, int depth) implements Step {}

  /** How many messages are left in a queue in the end. */
  record Left(long at, QueueName queue, int depth) implements Step {}

  /**
   * Somebody stopped a process, or cut it off, so that what it held may have gone to others.
   *
   * @param until when it could go on; the end of time if it was killed
   */
  record Disturbed(long at, long until, String process) implements Step {}
}
