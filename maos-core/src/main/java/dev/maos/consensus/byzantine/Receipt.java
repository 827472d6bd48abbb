package dev.maos.consensus.byzantine;

/** What became of a ballot. */
public enum Receipt {
  /** It is stored, will be in every set that this member agrees to freely, and stands. */
  TAKEN,
  /**
   * It came when the end was near: the deadline has passed, or a set that settles everything was
   * proposed already. It is not cast.
   */
  LATE
}
