package dev.maos.consensus.byzantine;

/**
 * Is told what happens in a committee. It is called on the thread of the seat that it happened to,
 * so it should return soon; what it throws is logged.
 */
public interface CouncilNews {
  /**
   * Whether to take a seat in an agenda that another member opens; asked each time an invitation
   * comes to one that has no seat in it. Whoever has a seat signs what others agree on, also where
   * it does not vote itself.
   */
  default boolean admits(Agenda agenda) {
    return true;
  }

  /** There is a new agenda, opened by another member: the moment to vote. */
  default void opened(Agenda agenda) {}

  /** It is agreed. */
  default void decided(Certificate certificate) {}

  /** A member has said two things. */
  default void accused(Agenda agenda, Evidence evidence) {}

  /** Tells nobody. */
  static CouncilNews none() {
    return new CouncilNews() {};
  }
}
