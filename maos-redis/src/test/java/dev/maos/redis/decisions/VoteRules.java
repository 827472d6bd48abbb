package dev.maos.redis.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Chore;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.EndAnswer;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPosition;
import dev.maos.consensus.OpenAnswer;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VotingRule;
import java.time.Duration;

/** What the server has to keep of votes, each as one check on a fresh namespace. */
final class VoteRules {
  private static final AgentId PAT = AgentId.of("pat");
  private static final AgentId ANN = AgentId.of("ann");
  private static final AgentId BOB = AgentId.of("bob");
  private static final Duration OPEN = Duration.ofSeconds(60);

  private VoteRules() {}

  /** A check that fails with an {@link AssertionError}. */
  @FunctionalInterface
  interface Rule {
    void check(VoteSite site);
  }

  private static Proposal proposal(VoteSite site, String nonce) {
    return Proposal.of(
        Subject.of(PAT, "A question", ""),
        Contest.yesOrNo(VotingRule.simpleMajority()),
        Electorate.of(ANN, BOB),
        Terms.until(site.store().now().plus(OPEN)),
        nonce);
  }

  private static ProposalId proposed(VoteSite site) {
    var proposal = proposal(site, "");
    site.store().propose(proposal);
    return proposal.id();
  }

  private static CastAnswer cast(VoteSite site, ProposalId id, AgentId voter, Ballot ballot) {
    return site.store().cast(id, new CastRequest(voter, ballot, 0), LogEntry.FIRST);
  }

  private static EndAnswer end(VoteSite site, ProposalId id, Decision decision, Basis basis) {
    var covers = new LogPosition(LogEntry.FIRST, "ab".repeat(32));
    return site.store().decide(id, new Verdict(decision, covers, ""), basis, LogEntry.FIRST);
  }

  private static long size(VoteSite site, ProposalId id) {
    return site.store().entries(id, LogEntry.FIRST).entries().size();
  }

  static void aVoteEndsOnce(VoteSite site) {
    var id = proposed(site);
    end(site, id, new Decision.Passed(), Basis.CERTAIN);
    var second = end(site, id, new Decision.Rejected(), Basis.CERTAIN);

    assertThat(second.outcome()).isEqualTo(EndAnswer.Outcome.ENDED_BEFORE);
    assertThat(site.store().closed(0, 10).closures()).hasSize(1);
  }

  static void onlyItsProposerTakesItBack(VoteSite site) {
    var id = proposed(site);
    var covers = new LogPosition(LogEntry.FIRST, "ab".repeat(32));
    var verdict = new Verdict(new Decision.Cancelled(), covers, "");

    assertThat(site.store().cancel(id, BOB, verdict, LogEntry.FIRST).outcome())
        .isEqualTo(EndAnswer.Outcome.FORBIDDEN);
  }

  static void aVerdictAtTheDeadlineCoversAllBallots(VoteSite site) {
    var id = proposed(site);
    cast(site, id, ANN, Ballot.yes());
    site.pass(OPEN);

    assertThat(end(site, id, new Decision.NoQuorum(), Basis.DEADLINE).outcome())
        .isEqualTo(EndAnswer.Outcome.INCOMPLETE);
  }

  static void aBallotAtTheDeadlineIsLate(VoteSite site) {
    var id = proposed(site);
    site.pass(OPEN);

    assertThat(cast(site, id, ANN, Ballot.yes()).outcome()).isEqualTo(CastAnswer.Outcome.LATE);
  }

  static void aStrangerDoesNotVote(VoteSite site) {
    var id = proposed(site);

    assertThat(cast(site, id, PAT, Ballot.yes()).outcome())
        .isEqualTo(CastAnswer.Outcome.NOT_ELIGIBLE);
    assertThat(size(site, id)).isEqualTo(1);
  }

  static void aBallotIsFinal(VoteSite site) {
    var id = proposed(site);
    cast(site, id, ANN, Ballot.yes());

    assertThat(cast(site, id, ANN, Ballot.no()).outcome())
        .isEqualTo(CastAnswer.Outcome.ALREADY_VOTED);
  }

  static void whatIsAcknowledgedIsInTheLog(VoteSite site) {
    var id = proposed(site);
    var answer = cast(site, id, ANN, Ballot.yes());

    assertThat(answer.outcome()).isEqualTo(CastAnswer.Outcome.TAKEN);
    assertThat(size(site, id)).isEqualTo(2);
  }

  static void theSameBallotAgainChangesNothing(VoteSite site) {
    var id = proposed(site);
    cast(site, id, ANN, Ballot.yes());

    assertThat(cast(site, id, ANN, Ballot.yes()).outcome()).isEqualTo(CastAnswer.Outcome.REPEATED);
    assertThat(size(site, id)).isEqualTo(2);
  }

  static void theSameProposalAgainChangesNothing(VoteSite site) {
    var proposal = proposal(site, "");
    site.store().propose(proposal);
    cast(site, proposal.id(), ANN, Ballot.yes());

    assertThat(site.store().propose(proposal).outcome()).isEqualTo(OpenAnswer.Outcome.KNOWN);
    assertThat(size(site, proposal.id())).isEqualTo(2);
  }

  static void aBallotIsCountedByOthersIfNeedBe(VoteSite site) {
    var id = proposed(site);
    cast(site, id, ANN, Ballot.yes());
    site.pass(Duration.ofSeconds(10));

    assertThat(site.store().take(10, OPEN)).contains(new Chore(id, Chore.Kind.COUNT));
  }

  static void theDeadlineIsAChore(VoteSite site) {
    var id = proposed(site);
    site.pass(OPEN);

    assertThat(site.store().take(10, OPEN)).contains(new Chore(id, Chore.Kind.CLOSE));
  }

  static void votesDoNotMix(VoteSite site) {
    var one = proposed(site);
    var other = proposal(site, "another");
    site.store().propose(other);
    cast(site, one, ANN, Ballot.yes());

    assertThat(cast(site, other.id(), ANN, Ballot.no()).outcome())
        .isEqualTo(CastAnswer.Outcome.TAKEN);
    assertThat(site.store().read(other.id()).orElseThrow().proposal()).isEqualTo(other);
  }
}
