package dev.maos.memory;

import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.QueueName;

/** A claim on an entry; the token tells it from earlier and later claims on the same one. */
record MemoryClaim(Entry entry, int token, int attempt) implements Claim {
  @Override
  public Envelope envelope() {
    return entry.envelope;
  }

  @Override
  public QueueName queue() {
    return entry.queue.name();
  }
}
