package dev.maos.testkit.history;

/** What can be wrong with a history. */
public enum Anomaly {
  /** Accepted, and neither handled, dead, expired nor still queued. */
  LOST,
  /**
   * Handled as two messages: under two ids, or twice as a first attempt; dead twice; or, exactly
   * once, handled twice although nobody had disturbed whoever handled it first.
   */
  DUPLICATE,
  /** Handled without ever having been published, or where it was not sent. */
  PHANTOM,
  /** Refused, and handled all the same. */
  FAILED_APPEARED,
  /** First attempts out of the order in which their sender published them on one lane. */
  NONMONOTONIC,
  /** Handled with other bytes than were published. */
  CORRUPT,
  /** An at-most-once message handled again. */
  AT_MOST_ONCE_REPEATED,
  /** Handled more often than the subscription allows. */
  OVER_DELIVERED,
  /** Handled after it had expired. */
  LATE,
  /** A dead letter although it was done. */
  DEAD_AND_DONE,
  /** A dead letter for having been tried too often, although no handler saw it half as often. */
  UNTRIED,
  /** An acknowledgement was taken from a former holder. */
  OVERLAP,
  /** Handled again although its acknowledgement had been taken. */
  RESURRECTED,
  /** Handled again although it was done and nobody had disturbed whoever did it. */
  REPEATED,
  /** A queue deeper than its bound. */
  UNBOUNDED
}
