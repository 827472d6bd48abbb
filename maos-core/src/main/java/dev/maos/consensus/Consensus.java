package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.IdSource;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.base.Tracer;
import dev.maos.monitor.ComponentHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Votes that agents of all processes take part in.
 *
 * <p>
 *
 * {@snippet :
 * var proposal =
 *     consensus.propose(
 *         Subject.of(ann, "Deploy the new model?", ""),
 *         Contest.yesOrNo(VotingRule.simpleMajority()),
 *         Electorate.of(ann, bob, cyd),
 *         Duration.ofMinutes(30));
 * consensus.cast(proposal.id(), bob, Ballot.yes().because("its tests pass"));
 * consensus.await(proposal.id(), Duration.ofMinutes(30));
 * }
 *
 * <p>A vote ends once, in all processes alike, as early as no missing ballot could change what
 * comes out, and at its deadline at the latest, by the clock of the store. It needs nobody in
 * particular: whoever sees that it is decided ends it, and every process that uses this looks for
 * votes that others have left. What comes out follows from the ballots alone, so that anybody can
 * count them again. It withstands any number of processes that die at any moment, and messages that
 * are lost, doubled or late. It does not withstand somebody who writes lies into the store, but for
 * ballots of others, where a {@link BallotGuard} tells them.
 *
 * <p>Nothing is asked of the store before the first call. Thread-safe. After {@link #close} all but
 * the accessors are refused with {@link ErrorCode#CONSENSUS_CLOSED}.
 */
public final class Consensus implements AutoCloseable {
  /** The most votes that one page shows. */
  public static final int MAX_PAGE = 10_000;

  private final Supplier<DecisionStore> source;
  private final ConsensusOptions options;
  private final Surroundings surroundings;
  private final TimeSource time;
  private final IdSource nonces;
  private volatile @Nullable RunningConsensus running;
  private volatile boolean closed;

  /**
   * Consensus over a store, which it does not close: several may share one.
   *
   * @param source gives the store, when it is needed for the first time
   * @param random where what tells equal proposals apart comes from
   */
  public Consensus(
      Supplier<DecisionStore> source,
      ConsensusOptions options,
      Surroundings surroundings,
      TimeSource time,
      RandomGenerator random) {
    this.source = Objects.requireNonNull(source, "source");
    this.options = Objects.requireNonNull(options, "options");
    this.surroundings = Objects.requireNonNull(surroundings, "surroundings");
    this.time = Objects.requireNonNull(time, "time");
    this.nonces = new IdSource(time, random);
  }

  /** The settings. */
  public ConsensusOptions options() {
    return options;
  }

  private RunningConsensus running() {
    var known = running;
    return known == null ? begin() : known;
  }

  private synchronized RunningConsensus begin() {
    if (closed) {
      throw new MaosException(ErrorCode.CONSENSUS_CLOSED, "the consensus is closed");
    }
    var known = running;
    if (known == null) {
      var counters = new ConsensusCounters();
      var store = source.get();
      known =
          new RunningConsensus(
              new ConsensusContext(
                  store,
                  new StoreTime(store, time),
                  options,
                  time,
                  surroundings,
                  new Announcements(surroundings.announcer()),
                  counters,
                  new LogCopies(surroundings.guard()),
                  new Listeners(options.maxListeners(), counters),
                  new VoterBook()));
      running = known;
    }
    return known;
  }

  // Proposing.

  /**
   * Opens a vote, and invites all who may take part.
   *
   * @param open how long ballots are taken, by the store's clock
   * @throws MaosException {@link ErrorCode#DECISIONS_FULL} if as many are open as may be
   * @throws InvalidInputException {@link ErrorCode#INVALID_PROPOSAL} if parts do not fit together
   */
  public Proposal propose(Subject subject, Contest contest, Electorate electorate, Duration open) {
    var deadline = running().context().storeTime().now().plus(open);
    var terms = Terms.until(deadline);
    var nonce = nonces.next().toString();
    return propose(Proposal.of(subject, contest, electorate, terms, nonce));
  }

  /**
   * Opens a vote unless this very proposal was made before, which then stays as it is.
   *
   * @throws MaosException as the other method
   */
  public Proposal propose(Proposal proposal) {
    return noted(
        "vote propose",
        proposal.id(),
        proposal.subject().proposer(),
        () -> {
          running().desk().propose(proposal);
          return proposal;
        });
  }

  /**
   * Takes a proposal back while it is open; if it has ended already, that stands.
   *
   * @param who the proposer
   * @param reason at most 2,000 characters
   * @return how it ended, which is not {@link Decision.Cancelled} if it had ended before
   * @throws MaosException {@link ErrorCode#FORBIDDEN} if it is not the proposer
   */
  public VoteResult cancel(ProposalId id, AgentId who, String reason) {
    return noted("vote cancel", id, who, () -> running().desk().cancel(id, who, reason));
  }

  private <T> T noted(
      String name, ProposalId id, AgentId who, ScopedValue.CallableOp<T, RuntimeException> work) {
    var tracer = surroundings.tracer();
    return tracer.within(
        () ->
            new Tracer.Step(
                Tracer.Step.Kind.WORK,
                name,
                Map.of("maos.proposal", id.value(), "maos.agent", who.value())),
        tracer.current(),
        work);
  }

  // Voting.

  /**
   * Casts a ballot. The same again changes nothing, so it may be repeated when it is not known
   * whether it arrived.
   *
   * @throws VoteRejectedException if it is not taken: the agent may not vote, has said something
   *     else before, or is late
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} if its form does not fit
   */
  public CastReceipt cast(ProposalId id, AgentId voter, Ballot ballot) {
    return cast(id, new CastRequest(voter, ballot, 0));
  }

  private CastReceipt cast(ProposalId id, CastRequest request) {
    return noted("vote cast", id, request.voter(), () -> running().desk().cast(id, request));
  }

  /**
   * Replaces a ballot where the proposal allows it.
   *
   * @param revision greater than that of the ballot before, which is 0 for a first one
   * @throws VoteRejectedException as {@link #cast}
   */
  public CastReceipt revise(ProposalId id, AgentId voter, Ballot ballot, int revision) {
    if (revision < 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT, "revision", Integer.toString(revision), "0 or more");
    }
    return cast(id, new CastRequest(voter, ballot, revision));
  }

  // Looking.

  /**
   * How a vote stands.
   *
   * @throws MaosException {@link ErrorCode#UNKNOWN_PROPOSAL} if there is none of this id
   */
  public Vote status(ProposalId id) {
    return running().desk().look(id);
  }

  /** The votes that are open, in order of their ids. */
  public List<ProposalId> open(int limit) {
    return open(Optional.empty(), limit);
  }

  /** The open votes behind one of them. */
  public List<ProposalId> openAfter(ProposalId after, int limit) {
    return open(Optional.of(after), limit);
  }

  private List<ProposalId> open(Optional<ProposalId> after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, "limit", Integer.toString(limit), "1 to 10,000");
    }
    return running().context().store().open(after, limit);
  }

  /** Waits until a vote has ended; empty if that took longer than the patience. */
  public Optional<VoteResult> await(ProposalId id, Duration patience) throws InterruptedException {
    return running().await(id, patience);
  }

  /**
   * Calls back once when a vote has ended, wherever that was; at once if it has already. Each call
   * has a thread of its own. A callback that throws is not called again.
   *
   * @throws MaosException {@link ErrorCode#DECISIONS_FULL} if as many wait as may
   */
  public Listening onResult(ProposalId id, Consumer<VoteResult> callback) {
    Objects.requireNonNull(callback, "callback");
    return running().onResult(id, callback);
  }

  /** How somebody has voted, in the votes that ended and that this process had to do with. */
  public Optional<VoterStatistics> statistics(AgentId voter) {
    return running().context().book().of(voter);
  }

  /** Evidence of how votes ended, for those who were not there. */
  public AuditTrail audit() {
    return running().audit();
  }

  /** What has been counted; all zero, and nothing is begun, before consensus is used. */
  public ConsensusMetrics metrics() {
    var parts = running;
    if (parts == null && !closed) {
      return ConsensusMetrics.none();
    }
    parts = parts == null ? running() : parts;
    return parts.context().counters().metrics(parts.context().listeners().size());
  }

  /** Whether votes end when they should. */
  public ComponentHealth health() {
    if (closed) {
      return ConsensusHealth.closed();
    }
    var parts = running;
    return parts == null
        ? ConsensusHealth.unused()
        : ConsensusHealth.of(metrics(), parts.sinceSwept(), options.sweepInterval());
  }

  /** Stops looking after votes, which go on elsewhere. Closing twice is fine. */
  @Override
  public void close() {
    RunningConsensus parts;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      parts = running;
      running = null;
    }
    if (parts != null) {
      parts.close();
    }
  }
}
