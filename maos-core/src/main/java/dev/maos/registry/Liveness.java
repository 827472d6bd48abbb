package dev.maos.registry;

/**
 * Whether an agent's process is believed to live, judged by its last beat at the moment of asking.
 *
 * <p>It is computed and never stored, so nobody has to mark the dead and no two observers of the
 * same beats can differ. A beat proves that the process runs, not that the agent answers: for that
 * there is {@link AgentRegistry#probe}.
 */
public enum Liveness {
  /** It was heard of in time. */
  ALIVE,
  /** A beat is overdue. */
  SUSPECT,
  /** The silence has lasted for the whole timeout. */
  GONE;

  /**
   * The judgement about a session.
   *
   * @param nowMicros the store's time, by whose clock the beat is dated too
   */
  public static Liveness of(SessionBeat beat, long nowMicros) {
    long silence = nowMicros - beat.atMicros();
    if (silence >= beat.rhythm().timeoutMicros()) {
      return GONE;
    }
    return silence >= beat.rhythm().suspectMicros() ? SUSPECT : ALIVE;
  }
}
