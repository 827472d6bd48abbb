package dev.maos.message;

/** What became of an attempt to settle a {@link Claim}. */
public enum Settled {
  /** Done by this call. */
  NOW,
  /** This holder had settled it before; nothing changed. */
  BEFORE,
  /** The lease was lost: somebody else has or had the message; nothing changed. */
  STALE,
  /** No such delivery was ever handed out here; nothing changed. */
  UNKNOWN,
  /** The dead letters are full, so it was handed back uncounted and the queue has stopped. */
  DEAD_LETTERS_FULL
}
