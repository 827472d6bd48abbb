package dev.maos.redis.bus;

import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.QueueName;

/** An at-most-once message that was heard: it is acknowledged by being taken. */
record HeardClaim(RedisInbox inbox, QueueName queue, Envelope envelope) implements Claim {
  @Override
  public int attempt() {
    return 1;
  }
}
