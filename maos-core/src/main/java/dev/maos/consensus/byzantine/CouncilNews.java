package dev.maos.consensus.byzantine;

/**
 * Is told what happens in a committee. It is called on the thread of the seat that it happened to,
 * so it should return soon; what it throws is logged.
 */
public interface CouncilNews {
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
