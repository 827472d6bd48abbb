package dev.maos.testkit;

import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.QueueName;

/** Looks like another claim in every respect, but no storage ever made it. */
record ForgedClaim(Claim original) implements Claim {
  @Override
  public Envelope envelope() {
    return original.envelope();
  }

  @Override
  public QueueName queue() {
    return original.queue();
  }

  @Override
  public int attempt() {
    return original.attempt();
  }
}
