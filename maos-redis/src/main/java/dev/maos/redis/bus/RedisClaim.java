package dev.maos.redis.bus;

import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.QueueName;
import org.jspecify.annotations.Nullable;

/** A claim on a message in Redis. Its state is guarded by its inbox. */
final class RedisClaim implements Claim {

  /** What this process knows of it. */
  enum State {
    HELD,
    SETTLED,
    LOST
  }

  final RedisInbox inbox;
  final long frame;
  final int index;
  private final QueueName queue;
  private final int attempt;
  private final Envelope envelope;

  /** Before how many losses of memory of the server it was claimed. */
  final int epoch;

  /** None for at-most-once messages, which are acknowledged by being taken. */
  @Nullable Grant grant;

  State state;

  /** A completion whose answer has not been heard. */
  volatile @Nullable CompleteOperation completing;

  RedisClaim(
      RedisInbox inbox,
      @Nullable Grant grant,
      long frame,
      int index,
      QueueName queue,
      int attempt,
      Envelope envelope) {
    this.inbox = inbox;
    this.grant = grant;
    this.frame = frame;
    this.index = index;
    this.queue = queue;
    this.attempt = attempt;
    this.envelope = envelope;
    this.epoch = inbox.holdings().epoch();
    this.state = grant == null ? State.SETTLED : State.HELD;
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public QueueName queue() {
    return queue;
  }

  @Override
  public int attempt() {
    return attempt;
  }
}
