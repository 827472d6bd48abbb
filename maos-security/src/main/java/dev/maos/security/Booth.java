package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.consensus.BallotGuard;
import dev.maos.consensus.BallotSeal;
import dev.maos.consensus.Cast;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.VoteForm;
import dev.maos.security.access.Action;
import dev.maos.security.audit.AuditKind;
import dev.maos.security.wire.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Guards votes. A ballot is signed by its voter over the deployment, the proposal, the voter, its
 * revision and all that it says, so it counts in no other vote and for nobody else. Thread-safe.
 */
final class Booth implements BallotGuard {
  /** The topic on which a policy says who may put something to the vote. */
  static final Topic PROPOSALS = Topic.reserved("votes.proposals");

  /** The topic on which a policy says who may vote. */
  static final Topic BALLOTS = Topic.reserved("votes.ballots");

  private static final byte[] DOMAIN = "MAOS ballot 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int TIME_ORDERED = 7;
  private static final int TIME_SHIFT = 16;

  private final SecurityContext context;
  private final Testimony testimony;

  Booth(SecurityContext context) {
    this.context = context;
    this.testimony = new Testimony(context);
  }

  @Override
  public void proposing(Proposal proposal) {
    var proposer = proposal.subject().proposer();
    requireUnblocked(proposer);
    context.access().require(proposer, Action.CONSENSUS_PROPOSE, PROPOSALS);
    testimony.requireVoice(proposer);
  }

  @Override
  public CastRequest casting(Proposal proposal, CastRequest request) {
    requireUnblocked(request.voter());
    requireUnblocked(proposal.subject().proposer());
    context.access().require(request.voter(), Action.CONSENSUS_VOTE, BALLOTS);
    testimony.requireVoice(request.voter());
    return testimony
        .sign(request.voter(), signed(proposal, request))
        .map(seal -> request.sealed(new BallotSeal(seal)))
        .orElse(request);
  }

  private void requireUnblocked(AgentId agent) {
    var reason = context.agents().reasonFor(agent);
    if (reason.isPresent()) {
      throw new MaosException(
          ErrorCode.FORBIDDEN, "agent %s is blocked: %s".formatted(agent, reason.get()));
    }
  }

  @Override
  public boolean believes(Proposal proposal, Cast cast) {
    boolean isBelieved = mayBe(proposal, cast) && isItsVoters(proposal, cast);
    if (!isBelieved) {
      context.counters().ballotsRefused.increment();
      context.audit().note(AuditKind.BALLOT_REJECTED, cast.voter(), proposal.id().value());
    }
    return isBelieved;
  }

  // Who may not propose has nothing to be voted on, whoever has written that into the store.
  private boolean mayBe(Proposal proposal, Cast cast) {
    var proposer = proposal.subject().proposer();
    var access = context.access();
    return context.agents().reasonFor(proposer).isEmpty()
        && context.agents().reasonFor(cast.voter()).isEmpty()
        && access.explain(proposer, Action.CONSENSUS_PROPOSE, PROPOSALS).allows()
        && access.explain(cast.voter(), Action.CONSENSUS_VOTE, BALLOTS).allows();
  }

  private boolean isItsVoters(Proposal proposal, Cast cast) {
    var request = new CastRequest(cast.voter(), cast.ballot(), cast.revision());
    return testimony.isOf(
        cast.voter(), cast.seal().text(), signed(proposal, request), saidAt(proposal, cast));
  }

  // When a ballot came in is not signed: the store says it. Who can write there by hand and has a
  // key that was replaced since could put a ballot of an earlier time into any vote. No ballot is
  // older than its vote, though, and when that was made is a part of the proposal, which the voter
  // has signed: so such a key counts in no vote that was made after it was replaced. It still does
  // in those that are older, and in those whose nonce was chosen by somebody else: a key that was
  // stolen has to be revoked.
  private static Instant saidAt(Proposal proposal, Cast cast) {
    return madeAt(proposal).filter(cast.at()::isBefore).orElse(cast.at());
  }

  /** The time in a nonce that {@link dev.maos.consensus.Consensus} has chosen, a UUIDv7. */
  private static Optional<Instant> madeAt(Proposal proposal) {
    try {
      var nonce = UUID.fromString(proposal.nonce());
      return nonce.version() == TIME_ORDERED
          ? Optional.of(Instant.ofEpochMilli(nonce.getMostSignificantBits() >>> TIME_SHIFT))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private byte[] signed(Proposal proposal, CastRequest request) {
    return new ByteWriter()
        .raw(DOMAIN)
        .i64(context.deployment().getMostSignificantBits())
        .i64(context.deployment().getLeastSignificantBits())
        .text(proposal.id().value())
        .text(request.voter().value())
        .i32(request.revision())
        .block(VoteForm.write(request.ballot()))
        .bytes();
  }
}
