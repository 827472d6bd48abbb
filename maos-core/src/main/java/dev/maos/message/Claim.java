package dev.maos.message;

/**
 * A message that an {@link Inbox} holds under a lease. It is a fencing token: whatever is done with
 * it takes effect only while its holder still has that lease.
 */
public interface Claim {
  Envelope envelope();

  /** The queue it came from. */
  QueueName queue();

  /** How many times the message has been claimed, this one included; 1 for the first. */
  int attempt();
}
