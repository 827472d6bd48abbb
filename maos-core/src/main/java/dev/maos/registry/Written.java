package dev.maos.registry;

/**
 * What became of one fenced write.
 *
 * @param revision the record's revision now; 0 unless the write was done
 */
public record Written(Outcome outcome, long revision) {
  /** How it ended. */
  public enum Outcome {
    /** It is written, or was so already. */
    DONE,
    /** A newer registration holds the id. */
    SUPERSEDED,
    /** Nobody is registered under the id. */
    NOT_REGISTERED
  }

  /** It was done. */
  public static Written done(long revision) {
    return new Written(Outcome.DONE, revision);
  }

  /** It was not done. */
  public static Written failed(Outcome outcome) {
    return new Written(outcome, 0);
  }
}
