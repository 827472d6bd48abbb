package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A question to a fixed group, and everything by which its answer is found.
 *
 * <p>Its id is a hash of all of it, so a ballot for one proposal cannot count for another, nor for
 * the same text with other participants, weights or rules. Immutable.
 */
public final class Proposal {
  private static final int MAX_NONCE = 100;

  private final Subject subject;
  private final Contest contest;
  private final Electorate electorate;
  private final Terms terms;
  private final String nonce;
  private final Optional<AgentId> arbiter;
  private final ProposalId id;

  private Proposal(
      Subject subject, Contest contest, Electorate electorate, Terms terms, String nonce) {
    this.subject = subject;
    this.contest = contest;
    this.electorate = electorate;
    this.terms = terms;
    this.nonce = nonce;
    this.arbiter = arbiter(contest);
    this.id = ProposalId.of(HexFormat.of().formatHex(Digest.sha256(canonical())));
  }

  /**
   * A proposal.
   *
   * @param nonce what tells it from another one with the same content, at most 100 characters
   * @throws InvalidInputException {@link ErrorCode#INVALID_PROPOSAL} if the arbiter of ties may
   *     vote itself, or the nonce is too long
   */
  public static Proposal of(
      Subject subject, Contest contest, Electorate electorate, Terms terms, String nonce) {
    if (nonce.length() > MAX_NONCE) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PROPOSAL, "nonce", nonce, "at most " + MAX_NONCE + " characters");
    }
    var proposal = new Proposal(subject, contest, electorate, terms, nonce);
    if (proposal.arbiter().filter(electorate::includes).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PROPOSAL,
          "arbiter",
          proposal.arbiter().get().value(),
          "an agent who does not vote");
    }
    return proposal;
  }

  /** The hash of all the rest. */
  public ProposalId id() {
    return id;
  }

  /** What it is about. */
  public Subject subject() {
    return subject;
  }

  /** What is decided between, and by which rules. */
  public Contest contest() {
    return contest;
  }

  /** Who may vote. */
  public Electorate electorate() {
    return electorate;
  }

  /** Until when. */
  public Terms terms() {
    return terms;
  }

  /** What tells it from another one with the same content. */
  public String nonce() {
    return nonce;
  }

  /** The bytes that the id is a hash of; equal proposals, and only these, have equal bytes. */
  public byte[] canonical() {
    return Canonical.proposal(this);
  }

  /**
   * Refuses a ballot that this agent may not cast because of its form. Whether there is still time,
   * and whether the agent has voted before, does not matter here.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} with the place in the ballot
   */
  public void check(AgentId voter, Ballot ballot) {
    if (isArbiter(voter)) {
      checkRuling(ballot);
      return;
    }
    if (ballot instanceof Ballot.Veto && !electorate.vetoHolders().contains(voter)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT, "choice", "VETO", "a choice of one who holds no veto");
    }
    contest.check(ballot, "");
  }

  private void checkRuling(Ballot ballot) {
    if (!(ballot instanceof Ballot.Ranking(var ranks, _))) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT,
          "ruling",
          ballot.getClass().getSimpleName(),
          "a ranking of the options");
    }
    contest.checkRuling(ranks, "");
  }

  /** Whether an agent may cast a ballot: as a participant, or as the arbiter of ties. */
  public boolean mayCast(AgentId agent) {
    return electorate.includes(agent) || isArbiter(agent);
  }

  /** Who rules on ties, if the chain has an arbiter. */
  Optional<AgentId> arbiter() {
    return arbiter;
  }

  boolean isArbiter(AgentId agent) {
    return arbiter.filter(agent::equals).isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Proposal that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Proposal[" + id + ", " + subject.title() + "]";
  }

  private static Optional<AgentId> arbiter(Contest contest) {
    for (var rule : contest.ties()) {
      if (rule instanceof TieRule.Arbiter(var agent)) {
        return Optional.of(agent);
      }
    }
    return Optional.empty();
  }
}
