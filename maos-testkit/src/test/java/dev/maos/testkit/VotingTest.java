package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastReceipt.Standing;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Refusal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VoteRejectedException;
import dev.maos.consensus.VoteResult;
import dev.maos.consensus.VotingRule;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What those see who propose, vote and wait, in one process or several. */
class VotingTest extends ConsensusScene {
  private final Peer one = process();
  private final Peer other = process();

  private static Refusal.Reason reason(Supplier<?> cast) {
    return catchThrowableOfType(VoteRejectedException.class, cast::get).reason();
  }

  private static ErrorCode code(Runnable call) {
    return catchThrowableOfType(MaosException.class, call::run).code();
  }

  @Test
  void theDecisiveBallotEndsTheVote() throws Exception {
    var id = propose(one);

    var first = one.consensus.cast(id, ANN, Ballot.yes().because("it is tested"));
    var second = other.consensus.cast(id, BOB, Ballot.yes());

    assertThat(first.standing()).isEqualTo(Standing.TAKEN);
    assertThat(first.decision()).isEqualTo(new Decision.Undecided());
    assertThat(second.decision()).isEqualTo(new Decision.Passed());
    var status = one.consensus.status(id);
    assertThat(status.status()).isEqualTo(Decision.Status.REACHED);
    assertThat(status.ballots().getFirst().ballot().reason()).isEqualTo("it is tested");
    assertThat(one.consensus.await(id, Duration.ZERO).map(VoteResult::decision))
        .contains(new Decision.Passed());
  }

  @Test
  void whoComesAfterTheEndIsToldTheOutcome() {
    var id = propose(one);
    passed(one, id);

    var receipt = other.consensus.cast(id, CYD, Ballot.no());

    assertThat(receipt.standing()).isEqualTo(Standing.AFTER_THE_END);
    assertThat(receipt.decision()).isEqualTo(new Decision.Passed());
    assertThat(one.consensus.cast(id, ANN, Ballot.yes()).standing()).isEqualTo(Standing.REPEATED);
  }

  // Row 70.
  @Test
  void whatIsNoVoteIsRejectedAndChangesNothing() {
    var id = propose(one);
    one.consensus.cast(id, ANN, Ballot.yes());
    var before = log(id);

    assertThat(reason(() -> one.consensus.cast(id, PAT, Ballot.yes())))
        .isEqualTo(Refusal.Reason.NOT_ELIGIBLE);
    assertThat(reason(() -> one.consensus.cast(id, ANN, Ballot.no())))
        .isEqualTo(Refusal.Reason.ALREADY_VOTED);
    assertThat(reason(() -> other.consensus.cast(id, ANN, Ballot.no())))
        .isEqualTo(Refusal.Reason.ALREADY_VOTED);
    assertThat(code(() -> one.consensus.cast(id, BOB, Ballot.choice("A"))))
        .isEqualTo(ErrorCode.INVALID_BALLOT);
    assertThat(code(() -> one.consensus.cast(id, BOB, Ballot.veto())))
        .isEqualTo(ErrorCode.INVALID_BALLOT);
    assertThat(code(() -> one.consensus.revise(id, BOB, Ballot.yes(), -1)))
        .isEqualTo(ErrorCode.INVALID_BALLOT);

    assertThat(log(id)).isEqualTo(before);
    assertThat(one.consensus.metrics().rejected()).isEqualTo(4);
  }

  @Test
  void aBallotAfterTheDeadlineIsRejectedAndEndsTheVote() {
    var id = propose(one);
    one.consensus.cast(id, ANN, Ballot.yes());
    one.line.trouble(step -> {
      if (step.equals("take")) {
        throw TroubledDecisionStore.lost();
      }
    });
    time.advance(OPEN);

    assertThat(reason(() -> one.consensus.cast(id, BOB, Ballot.yes())))
        .isEqualTo(Refusal.Reason.LATE);

    var status = one.consensus.status(id);
    assertThat(status.decision()).isEqualTo(new Decision.NoQuorum());
    assertThat(status.late()).hasSize(1);
    assertThat(status.ballots()).hasSize(1);
  }

  @Test
  void aLongReasonIsRefused() {
    var refusal =
        catchThrowableOfType(
            InvalidInputException.class, () -> Ballot.yes().because("x".repeat(2_001)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_BALLOT);
  }

  @Test
  void atTheDeadlineAVoteEndsByItself() {
    var id = propose(one);
    one.consensus.cast(id, ANN, Ballot.yes());
    pass(OPEN.plus(SWEEP));

    assertThat(log(id)).hasSize(3);
    assertThat(one.consensus.status(id).status()).isEqualTo(Decision.Status.TIMED_OUT);
  }

  @Test
  void whoeverLivesEndsTheVotesOfTheDead() {
    var id = propose(one);
    assertThat(other.consensus.open(10)).containsExactly(id);
    one.line.die();
    pass(OPEN.plus(SWEEP));

    assertThat(other.consensus.metrics().timedOut()).isEqualTo(1);
    assertThat(other.consensus.metrics().finishedForOthers()).isEqualTo(1);
    assertThat(log(id)).hasSize(2);
  }

  @Test
  void aBallotWhoseCasterDiedBeforeItCountedIsCountedBySomebody() {
    var id = propose(one);
    assertThat(other.consensus.open(10)).containsExactly(id);
    one.line.trouble(step -> {
      if (step.equals("decide")) {
        one.line.die();
      }
    });

    assertThat(code(() -> passed(one, id))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    pass(Duration.ofSeconds(7));

    assertThat(other.consensus.status(id).decision()).isEqualTo(new Decision.Passed());
    assertThat(other.consensus.metrics().finishedForOthers()).isEqualTo(1);
  }

  @Test
  void onlyTheProposerTakesAProposalBackAndOnlyOnce() {
    var id = propose(one);
    assertThat(code(() -> one.consensus.cancel(id, ANN, "no"))).isEqualTo(ErrorCode.FORBIDDEN);

    var result = other.consensus.cancel(id, PAT, "not needed any more");

    assertThat(result.decision()).isEqualTo(new Decision.Cancelled());
    assertThat(result.verdict().reason()).isEqualTo("not needed any more");
    assertThat(one.consensus.cancel(id, PAT, "again")).isEqualTo(result);
    assertThat(one.consensus.status(id).status()).isEqualTo(Decision.Status.CANCELLED);
    assertThat(one.consensus.cast(id, ANN, Ballot.yes()).standing())
        .isEqualTo(Standing.AFTER_THE_END);
  }

  @Test
  void whatHasEndedStaysWhenItsProposerTakesItBack() {
    var id = propose(one);
    passed(one, id);

    assertThat(other.consensus.cancel(id, PAT, "late").decision()).isEqualTo(new Decision.Passed());
  }

  @Test
  void everyCallbackIsCalledOnceWhereverTheVoteEnds() {
    var id = propose(one);
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    one.consensus.onResult(id, result -> heard.add("one"));
    one.consensus.onResult(id, result -> heard.add("one again"));
    other.consensus.onResult(id, result -> heard.add("other"));
    other.consensus.onResult(id, result -> heard.add("withdrawn")).close();

    passed(one, id);
    one.consensus.onResult(id, result -> heard.add("late"));

    Waiting.until("four callbacks", () -> heard.size() >= 4);
    pass(OPEN.plusSeconds(5));
    assertThat(heard).containsExactlyInAnyOrder("one", "one again", "other", "late");
    assertThat(one.consensus.metrics().listening()).isZero();
    assertThat(other.consensus.metrics().listening()).isZero();
  }

  @Test
  void whoAsksAfterTheEndElsewhereIsCalledOnce() {
    var id = propose(one);
    passed(one, id);
    Queue<VoteResult> heard = new ConcurrentLinkedQueue<>();

    for (int i = 0; i < 50; i++) {
      other.consensus.onResult(id, heard::add);
    }

    Waiting.until("callbacks", () -> other.consensus.metrics().told() >= 50);
    pass(SWEEP);
    assertThat(other.consensus.metrics().told()).isEqualTo(50);
  }

  @Test
  void whoMissedTheBellHearsAtTheNextSweep() {
    var id = propose(one);
    Queue<VoteResult> heard = new ConcurrentLinkedQueue<>();
    other.line.loseBells();
    other.consensus.onResult(id, heard::add);
    passed(one, id);
    assertThat(heard).isEmpty();

    pass(SWEEP);
    Waiting.until("a callback", () -> heard.size() == 1);
  }

  @Test
  void aCallbackThatThrowsIsNoReasonToCallAgain() {
    var id = propose(one);
    Queue<VoteResult> heard = new ConcurrentLinkedQueue<>();
    one.consensus.onResult(
        id,
        result -> {
          heard.add(result);
          throw new IllegalStateException("mine");
        });
    passed(one, id);
    Waiting.until("a failure", () -> one.consensus.metrics().listenersFailed() == 1);
    pass(OPEN);

    assertThat(heard).hasSize(1);
  }

  @Test
  void whoWaitsIsWokenByAnotherProcess() throws Exception {
    var id = propose(one);
    var answers = new ConcurrentLinkedQueue<Optional<VoteResult>>();
    var waiter =
        Thread.ofVirtual()
            .start(() -> {
              try {
                answers.add(other.consensus.await(id, Duration.ofHours(1)));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Waiting.until("somebody waits", () -> other.consensus.metrics().listening() == 1);

    passed(one, id);
    waiter.join();

    assertThat(answers.element().map(VoteResult::decision)).contains(new Decision.Passed());
    assertThat(other.consensus.metrics().listening()).isZero();
  }

  @Test
  void whoIsNotPatientEnoughHearsNothing() throws Exception {
    var id = propose(one);

    assertThat(one.consensus.await(id, Duration.ZERO)).isEmpty();
    assertThat(one.consensus.metrics().listening()).isZero();
  }

  @Test
  void aRevisionCountsAtTheDeadline() {
    var id = one.consensus.propose(proposal(Terms.Ending.REVISABLE)).id();
    passed(one, id);
    other.consensus.revise(id, ANN, Ballot.no(), 1);
    other.consensus.revise(id, BOB, Ballot.no(), 1);
    assertThat(reason(() -> one.consensus.revise(id, ANN, Ballot.yes(), 1)))
        .isEqualTo(Refusal.Reason.STALE_REVISION);
    assertThat(one.consensus.status(id).status()).isEqualTo(Decision.Status.ACTIVE);

    pass(OPEN.plus(SWEEP));

    assertThat(one.consensus.status(id).decision()).isEqualTo(new Decision.Rejected());
  }

  @Test
  void theSameProposalTwiceIsOneVote() {
    var proposal = proposal(Terms.Ending.WHEN_CERTAIN);
    one.consensus.propose(proposal);
    one.consensus.cast(proposal.id(), ANN, Ballot.yes());
    other.consensus.propose(proposal);

    assertThat(other.consensus.open(10)).containsExactly(proposal.id());
    assertThat(other.consensus.status(proposal.id()).ballots()).hasSize(1);
    assertThat(one.consensus.metrics().requested()).isEqualTo(1);
    assertThat(other.consensus.metrics().requested()).isZero();
  }

  @Test
  void equalQuestionsAskedTwiceAreTwoVotes() {
    var contest = Contest.yesOrNo(VotingRule.simpleMajority());
    var subject = Subject.of(PAT, "A question", "");
    var first = one.consensus.propose(subject, contest, Electorate.of(ANN), OPEN);
    var second = one.consensus.propose(subject, contest, Electorate.of(ANN), OPEN);

    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(first.terms().deadline()).isEqualTo(store.now().plus(OPEN));
  }

  @Test
  void nobodyKnowsAVoteThatWasNeverProposed() {
    var unknown = ProposalId.of("0".repeat(64));

    assertThat(code(() -> one.consensus.status(unknown))).isEqualTo(ErrorCode.UNKNOWN_PROPOSAL);
    assertThat(code(() -> one.consensus.cast(unknown, ANN, Ballot.yes())))
        .isEqualTo(ErrorCode.UNKNOWN_PROPOSAL);
    assertThat(code(() -> one.consensus.onResult(unknown, result -> {})))
        .isEqualTo(ErrorCode.UNKNOWN_PROPOSAL);
    assertThat(one.consensus.metrics().listening()).isZero();
  }

  @Test
  void everyVoterHasStatistics() {
    var id = propose(one);
    time.advance(Duration.ofMillis(400));
    one.consensus.cast(id, ANN, Ballot.yes());
    one.consensus.cast(id, BOB, Ballot.abstain());
    pass(OPEN.plus(SWEEP));

    var ann = one.consensus.statistics(ANN).orElseThrow();
    var bob = one.consensus.statistics(BOB).orElseThrow();
    var cyd = one.consensus.statistics(CYD).orElseThrow();
    assertThat(List.of(ann.agreed(), ann.dissented(), ann.missed())).containsExactly(1L, 0L, 0L);
    assertThat(ann.meanAnswer()).isEqualTo(Duration.ofMillis(400));
    assertThat(List.of(bob.abstained(), bob.agreed(), bob.dissented())).containsExactly(1L, 0L, 0L);
    assertThat(List.of(cyd.eligible(), cyd.voted(), cyd.missed())).containsExactly(1L, 0L, 1L);
    assertThat(one.consensus.statistics(AgentId.of("dan"))).isEmpty();
  }

  @Test
  void metricsTellWhatBecameOfVotes() {
    var first = propose(one);
    time.advance(Duration.ofMillis(300));
    passed(one, first);
    var second = propose(one);
    one.consensus.cast(second, ANN, Ballot.no());
    one.consensus.cast(second, BOB, Ballot.no());
    one.consensus.cast(second, BOB, Ballot.no());
    one.consensus.cancel(propose(one), PAT, "");

    var metrics = one.consensus.metrics();
    assertThat(List.of(metrics.requested(), metrics.reached(), metrics.failed()))
        .containsExactly(3L, 1L, 1L);
    assertThat(List.of(metrics.cancelled(), metrics.ballots(), metrics.repeated()))
        .containsExactly(1L, 4L, 1L);
    assertThat(metrics.durations().maxMicros()).isBetween(300_000L, 303_000L);
  }

  @Test
  void aStoreThatDoesNotAnswerShowsInTheHealth() {
    assertThat(one.consensus.health().health()).isEqualTo(Health.healthy());
    propose(one);
    one.line.die();
    pass(Duration.ofSeconds(10));

    assertThat(one.consensus.health().health()).isInstanceOf(Health.Degraded.class);
    assertThat(one.consensus.metrics().storeFailed()).isPositive();
    assertThat(other.consensus.health().health()).isEqualTo(Health.healthy());
  }

  @Test
  void whoIsClosedDoesNothingAnyMore() {
    var id = propose(one);
    one.consensus.close();
    one.consensus.close();

    assertThat(code(() -> one.consensus.status(id))).isEqualTo(ErrorCode.CONSENSUS_CLOSED);
    assertThat(one.consensus.health().health()).isInstanceOf(Health.Unhealthy.class);
    assertThat(other.consensus.status(id).status()).isEqualTo(Decision.Status.ACTIVE);
  }

  @Test
  void aProposalOfTooManyOptionsIsRefused() {
    var options = IntStream.range(0, 1_001).mapToObj(i -> "o" + i).toList();

    assertThat(code(() -> Contest.between(options, new VotingRule.Plurality())))
        .isEqualTo(ErrorCode.INVALID_PROPOSAL);
  }

  @Test
  void delegatedWeightCountsAtTheDeadline() {
    var proposal =
        Proposal.of(
            Subject.of(PAT, "T", ""),
            Contest.yesOrNo(VotingRule.absoluteMajority()),
            Electorate.of(ANN, BOB, CYD).delegating(BOB, ANN),
            Terms.until(store.now().plus(OPEN)),
            "");
    var id = one.consensus.propose(proposal).id();
    one.consensus.cast(id, ANN, Ballot.yes());
    assertThat(one.consensus.status(id).status()).isEqualTo(Decision.Status.ACTIVE);

    pass(OPEN.plus(SWEEP));

    assertThat(one.consensus.status(id).decision()).isEqualTo(new Decision.Passed());
  }
}
