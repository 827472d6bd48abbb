package dev.maos.message;

/**
 * A queue at a moment.
 *
 * @param ready waiting to be claimed
 * @param claimed held under a lease
 * @param delayed waiting for their time, retries included
 * @param dead in the dead letters
 * @param dropped at-most-once messages dropped at the bound since the start
 * @param missed messages that a lagging subscription skipped since the start
 * @param expired messages that expired here since the start
 */
public record QueueStats(
    QueueName queue,
    int ready,
    int claimed,
    int delayed,
    int dead,
    long dropped,
    long missed,
    long expired) {

  /** Undelivered or unacknowledged: what the bound counts. */
  public int depth() {
    return ready + claimed + delayed;
  }
}
