package dev.maos.message;

import java.util.List;

/**
 * A claim on a message that a guard let in.
 *
 * @param stored the claim as the backend knows it
 * @param envelope the message as its sender wrote it
 */
record OpenedClaim(Claim stored, Envelope envelope) implements Claim {
  @Override
  public QueueName queue() {
    return stored.queue();
  }

  @Override
  public int attempt() {
    return stored.attempt();
  }

  static Claim stored(Claim claim) {
    return claim instanceof OpenedClaim opened ? opened.stored : claim;
  }

  static List<Claim> stored(List<Claim> claims) {
    return claims.stream().map(OpenedClaim::stored).toList();
  }
}
