package dev.maos.consensus.byzantine;

/** What a member may do in an agreement. */
public enum Standing {
  /** Sign. */
  MEMBER,
  /**
   * Listen and keep quiet: it may have signed something before it lost its memory, and must not say
   * anything else. It learns what the others agree on.
   */
  OBSERVER
}
