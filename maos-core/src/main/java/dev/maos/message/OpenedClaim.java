package dev.maos.message;

import java.util.List;

/**
 * A claim on a message that a guard let in.
 *
 * @param stored the claim as the backend knows it
 * @param envelope the message as its sender wrote it
 * @param arrival to be told when it was handled
 */
record OpenedClaim(Claim stored, Envelope envelope, MessageGuard.Arrival arrival) implements Claim {
  static OpenedClaim of(Claim stored, MessageGuard.Arrival arrival) {
    return new OpenedClaim(stored, arrival.opened(), arrival);
  }

  @Override
  public QueueName queue() {
    return stored.queue();
  }

  @Override
  public int attempt() {
    return stored.attempt();
  }

  /** Tells the guard, if one let it in. */
  static void handled(Claim claim) {
    if (claim instanceof OpenedClaim opened) {
      opened.arrival.handled();
    }
  }

  static Claim stored(Claim claim) {
    return claim instanceof OpenedClaim opened ? opened.stored : claim;
  }

  static List<Claim> stored(List<Claim> claims) {
    return claims.stream().map(OpenedClaim::stored).toList();
  }
}
