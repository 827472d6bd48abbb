package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a backend does for consensus: keeps proposals, puts ballots into one order, and lets a vote
 * end once. It never counts, is pulled from, and owns no policy. Thread-safe.
 *
 * <p>Each method is one atomic step, made so that a shared store can take it in one script. What
 * all of them keep:
 *
 * <ul>
 *   <li><b>One log for each vote.</b> Its entries have the sequences 1, 2, 3 and so on; what is in
 *       it never changes. It begins with {@link LogEntry.Opened}, and nothing follows {@link
 *       LogEntry.Ended}.
 *   <li><b>One clock,</b> the store's, which never goes back. A ballot is taken if it says that the
 *       deadline has not come.
 *   <li><b>Repeating a step is harmless.</b> The same proposal, ballot or verdict again changes
 *       nothing and is answered as it was the first time, but for the word that says so.
 *   <li><b>Chores are not lost.</b> What must still be done for a vote can be taken by anybody, and
 *       again after a while if whoever took it does not say that it is done.
 * </ul>
 *
 * <p>Every step on a vote answers with the log from the sequence on that the caller names, which is
 * that of the last entry it knows, or {@link LogEntry#FIRST}: so the caller sees that this entry is
 * still the one it knew.
 *
 * <p>Every duty named here is a test of the contract suite in the test kit. All methods throw
 * {@link MaosException} when the store cannot be reached, and all that name a vote {@link
 * ErrorCode#UNKNOWN_PROPOSAL} if there is none of this id.
 */
public interface DecisionStore {

  /** What the store's clock says. */
  Instant now();

  /**
   * Opens a vote, unless it is open or has ended already.
   *
   * @return the whole log
   * @throws MaosException {@link ErrorCode#DECISIONS_FULL} if as many are open as may be; {@link
   *     ErrorCode#INVALID_PROPOSAL} if its deadline has come; nothing was changed
   */
  OpenAnswer propose(Proposal proposal);

  /** All there is of a vote; empty if there is none of this id, or not any more. */
  Optional<StoredVote> read(ProposalId id);

  /** The log of a vote from a sequence on. */
  LogPart entries(ProposalId id, long from);

  /** Takes a ballot down, whose form was checked by the caller. */
  CastAnswer cast(ProposalId id, CastRequest request, long from);

  /**
   * Ends a vote as the ballots say. Where the proposal says that it ends as soon as it is certain,
   * the verdict may cover any entries, for no later ballot could change it. Otherwise, and for a
   * decision that is not certain, the deadline must have come and the verdict must cover all
   * ballots that were taken.
   */
  EndAnswer decide(ProposalId id, Verdict verdict, Basis basis, long from);

  /** What a verdict rests on. */
  enum Basis {
    /** No ballot that is missing could change it. */
    CERTAIN,
    /** The deadline has come. */
    DEADLINE
  }

  /**
   * Ends a vote because its proposer takes it back.
   *
   * @param verdict {@link Decision.Cancelled}
   */
  EndAnswer cancel(ProposalId id, AgentId who, Verdict verdict, long from);

  /**
   * The votes that ended, in the order in which they did.
   *
   * @param after the index of the last one that is known
   */
  Closures closed(long after, int limit);

  /** The votes that are open, in order of their ids, behind one of them. */
  List<ProposalId> open(Optional<ProposalId> after, int limit);

  /** How many votes are open. */
  long openCount();

  /**
   * Chores whose time has come. They come again after this lease, unless they are done by then.
   *
   * <p>An invitation and the news of the end come {@link #GRACE} after the step that they follow,
   * in which time whoever took that step does them itself. So does a count after the last ballot.
   */
  List<Chore> take(int limit, Duration lease);

  /** How long whoever takes a step has to do what follows from it. */
  Duration GRACE = Duration.ofSeconds(5);

  /**
   * Strikes chores off. What {@link #decide} and {@link #cancel} end needs no count and no close.
   */
  void done(List<Done> chores);

  /**
   * A chore that was done.
   *
   * @param upTo the sequence of the last entry that it took into account: a count stays to be done
   *     if there is a later ballot
   */
  record Done(Chore chore, long upTo) {}

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
   * Rings a bell after every end of a vote until that is closed. It may ring too often, and returns
   * at once.
   *
   * @param bell given the id of the vote, or nothing if any may have ended
   */
  Listening listen(Consumer<Optional<ProposalId>> bell);
}
