package dev.maos.registry;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a backend does for the registry: keeps records of agents and the beats of the processes that
 * host them, and writes down every change in an order that all see. It is pulled from, judges
 * nothing and owns no policy. Thread-safe.
 *
 * <p>Each method is one atomic step, made so that a shared store can take it in one script. What
 * all of them keep:
 *
 * <ul>
 *   <li>Every change has a <b>revision</b>, greater than all before it. The incarnation of a record
 *       is the revision of its registration, so the newer of two registrations is known by it.
 *   <li><b>Fencing:</b> a record is changed only by the session and incarnation that it names.
 *   <li>The store's <b>clock</b> never goes back, whatever the clocks of machines do: where one is
 *       set back, the store goes on from the latest time that it knew.
 *   <li>The <b>log</b> of changes is bounded. Who asks for what it has forgotten is told so, and
 *       reads all records instead; and so is who comes with a position from before the store lost
 *       its memory.
 * </ul>
 *
 * <p>Every duty named here is a test of the contract suite in the test kit. All methods throw
 * {@link MaosException} when the store cannot be reached.
 */
public interface AgentStore {

  /** How a registration deals with an id that is in use. */
  enum Claim {
    /** It takes the id: the newer wins. */
    TAKE,
    /** It takes the id only if nobody, or the same session, holds it. */
    RENEW
  }

  /**
   * Registers agents in a session, which begins with it if it is new. All of them or none, but for
   * a {@link Claim#RENEW} of ids that others hold: those are left as they are.
   *
   * @param states what each is doing; as many as agents
   * @return an answer for each, in order
   * @throws MaosException {@link ErrorCode#AGENT_ID_CONFLICT} if an id differs from a registered
   *     one, or from another of the batch, only by case, or comes twice; {@link
   *     ErrorCode#REGISTRY_FULL}; nothing was changed
   */
  List<Enrolment> register(
      SessionId session,
      Rhythm rhythm,
      List<AgentDescriptor> agents,
      List<AgentState> states,
      Claim how);

  /**
   * Notes that a session lives: one step, however many agents it hosts. A beat whose number is not
   * greater than the last one's is from the past and changes nothing.
   *
   * @return when it was noted, by the store's clock; empty if there is no such session (any more),
   *     and it must register anew
   */
  Optional<SessionBeat> beat(SessionId session, long number);

  /** Writes new states, each fenced by itself; what is no change is not logged. */
  List<Written> write(SessionId session, List<StateChange> changes);

  /** Takes agents out, each fenced by itself. */
  List<Written> leave(SessionId session, List<Departure> departures);

  /** Ends a session: the agents that it still hosts leave, for this reason. */
  void end(SessionId session, String reason);

  /**
   * Reads records page by page, in no order. What is there from the first page to the last is on
   * some page; what comes or changes meanwhile may be.
   *
   * @param token empty for the first page, then what the page before gave
   */
  RecordPage records(String token, int limit);

  /** Where the log ends now. */
  Position position();

  /** Reads changes behind a position, the oldest first. */
  Changes changes(Position after, int limit);

  /** The last beats of all sessions. */
  Beats beats();

  /**
   * Forgets the agents of sessions that have been silent for so long, and the sessions. Whoever
   * calls it first does it; there is nothing to agree on.
   *
   * @return how many agents were forgotten
   */
  int forget(Duration silence);

  /** The bells that a store rings. */
  enum Push {
    /** None gets lost: who was not rung has missed nothing. */
    RELIABLE,
    /** Some may get lost, so who listens also looks by itself once a second. */
    BEST_EFFORT
  }

  /** What can be said of the bells of this store. */
  Push push();

  /**
   * Rings a bell after every change of the log until that is closed. The bell carries nothing, may
   * ring too often, and returns at once. Beats do not ring.
   */
  Listening listen(Runnable bell);

  /** A bell that is being rung. */
  interface Listening extends AutoCloseable {
    /** Stops it. Closing twice is fine. */
    @Override
    void close();
  }
}
