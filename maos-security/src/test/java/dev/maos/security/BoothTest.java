package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.backend.Backend;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.BallotSeal;
import dev.maos.consensus.Cast;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.Contest;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Refusal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.QueueLimits;
import dev.maos.security.access.AccessPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A ballot counts for its voter alone, whoever else can write into the store. */
class BoothTest {
  private static final AgentId THIRD = AgentId.of("third");
  private static final Duration OPEN = Duration.ofMinutes(5);
  private final TwoProcesses both = new TwoProcesses();
  private final Backend backend = new MemoryBackend(QueueLimits.defaults(), TimeSource.system());
  private final DecisionStore store = backend.decisions();
  private final List<Maos> open = new ArrayList<>();
  private final Consensus planner = consensus(both.planner);
  private final Consensus worker = consensus(both.worker);

  private Consensus consensus(CommunicationSecurity security) {
    var maos = Maos.builder("memory:").backend(backend).guardedBy(security).open();
    open.add(maos);
    return maos.consensus();
  }

  @AfterEach
  void close() {
    open.forEach(Maos::close);
  }

  /** Two of three decide, of whom the third has no keys anywhere. */
  private Proposal propose() {
    return planner.propose(
        Subject.of(PLANNER, "Open the safe?", ""),
        Contest.yesOrNo(VotingRule.absoluteMajority()),
        Electorate.of(PLANNER, WORKER, THIRD),
        OPEN);
  }

  private void write(Proposal proposal, CastRequest request) {
    store.cast(proposal.id(), request, LogEntry.FIRST);
  }

  private Cast lastCast(Proposal proposal) {
    var entries = store.entries(proposal.id(), LogEntry.FIRST).entries();
    return ((LogEntry.Taken) entries.getLast()).cast();
  }

  private void assertNotBelieved(Proposal proposal) {
    var seen = worker.status(proposal.id());
    assertThat(seen.count().turnout().cast().participants()).isEqualTo(Fraction.ZERO);
    assertThat(seen.count().refused())
        .extracting(Refusal::reason)
        .containsExactly(Refusal.Reason.NOT_BELIEVED);
    assertThat(both.worker.metrics().ballotsRefused()).isEqualTo(1);
  }

  @Test
  void aBallotCountsInAllProcessesThatTrustItsVoter() {
    var proposal = propose();

    planner.cast(proposal.id(), PLANNER, Ballot.yes());
    var receipt = worker.cast(proposal.id(), WORKER, Ballot.yes());

    assertThat(receipt.decision().name()).isEqualTo("PASSED");
    assertThat(planner.status(proposal.id()).count().refused()).isEmpty();
    assertThat(lastSeal(proposal)).isNotEmpty();
  }

  private String lastSeal(Proposal proposal) {
    return planner.status(proposal.id()).ballots().getLast().seal().text();
  }

  @Test
  void theSameBallotAgainChangesNothing() {
    var proposal = propose();
    planner.cast(proposal.id(), PLANNER, Ballot.yes());

    var again = planner.cast(proposal.id(), PLANNER, Ballot.yes());

    assertThat(again.standing().name()).isEqualTo("REPEATED");
  }

  @Test
  void nobodyCastsForAnAgentOfAnotherProcess() {
    var proposal = propose();

    assertCode(ErrorCode.NO_SUCH_KEY, () -> worker.cast(proposal.id(), PLANNER, Ballot.yes()));
    assertCode(ErrorCode.NO_SUCH_KEY, () -> worker.cast(proposal.id(), THIRD, Ballot.yes()));
    assertCode(ErrorCode.NO_SUCH_KEY, () -> worker.cancel(proposal.id(), PLANNER, "never mind"));
    assertThat(planner.status(proposal.id()).ballots()).isEmpty();
  }

  @Test
  void aBallotThatNobodySignedDoesNotCount() {
    var proposal = propose();

    write(proposal, new CastRequest(PLANNER, Ballot.yes(), 0));

    assertNotBelieved(proposal);
  }

  @Test
  void aRecordOfAVoteWithAForgedBallotIsCountedAgainAsItWas() {
    var proposal = propose();
    write(proposal, new CastRequest(THIRD, Ballot.no(), 0));
    planner.cast(proposal.id(), PLANNER, Ballot.no());

    var receipt = worker.cast(proposal.id(), WORKER, Ballot.no());

    assertThat(receipt.decision().name()).isEqualTo("REJECTED");
    var record = worker.audit().export(proposal.id());
    assertThat(record.problems(both.planner)).isEmpty();
  }

  @Test
  void aBallotThatAnotherSignedDoesNotCount() {
    var proposal = propose();
    var mine = both.worker.casting(proposal, new CastRequest(WORKER, Ballot.yes(), 0));

    write(proposal, new CastRequest(PLANNER, Ballot.yes(), 0, mine.seal()));

    assertNotBelieved(proposal);
  }

  @Test
  void aBallotOfOneVoteDoesNotCountInAnother() {
    var first = propose();
    planner.cast(first.id(), PLANNER, Ballot.yes());
    var second = propose();

    write(second, new CastRequest(PLANNER, Ballot.yes(), 0, lastCast(first).seal()));

    assertNotBelieved(second);
  }

  @Test
  void aBallotThatSomebodyTurnedDoesNotCount() {
    var proposal = propose();
    var yes = both.planner.casting(proposal, new CastRequest(PLANNER, Ballot.yes(), 0));

    write(proposal, new CastRequest(PLANNER, Ballot.no(), 0, yes.seal()));

    assertNotBelieved(proposal);
  }

  @Test
  void aBallotOfAnotherDeploymentDoesNotCount() {
    var proposal = propose();
    var elsewhere =
        CommunicationSecurity.builder(QUICK).deployment("other").keys(both.planner.keys()).build();
    var request = elsewhere.casting(proposal, new CastRequest(PLANNER, Ballot.yes(), 0));

    write(proposal, request);

    assertNotBelieved(proposal);
  }

  @Test
  void aSealOfAnyOtherFormDoesNotCount() {
    var proposal = propose();
    var good = both.planner.casting(proposal, new CastRequest(PLANNER, Ballot.yes(), 0));
    var text = good.seal().text();
    assertThat(both.worker.believes(proposal, cast(text))).isTrue();

    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'Q' : 'A';
      var changed = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(both.worker.believes(proposal, cast(changed))).as(changed).isFalse();
    }
    for (var odd : List.of("!", text + "AAAA", text.substring(4), "=".repeat(512))) {
      assertThat(both.worker.believes(proposal, cast(odd))).as(odd).isFalse();
    }
  }

  private static Cast cast(String seal) {
    var at = TimeSource.system().now();
    return new Cast(PLANNER, Ballot.yes(), 0, 2, at, new BallotSeal(seal));
  }

  @Test
  void whoIsBlockedNeitherVotesNorProposes() {
    var proposal = propose();
    planner.cast(proposal.id(), PLANNER, Ballot.yes());
    both.worker.blockAgent(PLANNER, "odd");

    assertCode(ErrorCode.FORBIDDEN, () -> worker.cast(proposal.id(), WORKER, Ballot.yes()));
    assertNotBelieved(proposal);
  }

  @Test
  void whoMayNotVoteIsToldSoAndNotCountedByOthers() {
    var proposal = propose();
    planner.cast(proposal.id(), PLANNER, Ballot.yes());
    allow(both.worker, "\"chair\"", "\"chair\"");

    assertCode(ErrorCode.FORBIDDEN, () -> worker.cast(proposal.id(), WORKER, Ballot.yes()));
    assertNotBelieved(proposal);
  }

  @Test
  void whoMayNotProposeIsToldSoAndHasNothingToBeVotedOn() {
    var proposal = propose();
    allow(both.planner, "\"voter\"", "\"voter\"");
    planner.cast(proposal.id(), PLANNER, Ballot.yes());
    allow(both.worker, "\"voter\"", "\"voter\"");

    assertCode(ErrorCode.FORBIDDEN, this::propose);
    assertCode(ErrorCode.FORBIDDEN, () -> planner.cancel(proposal.id(), PLANNER, "never mind"));
    assertNotBelieved(proposal);
  }

  @Test
  void whoMayVotesAndIsCounted() {
    allow(both.planner, "\"chair\", \"voter\"", "\"voter\"");
    allow(both.worker, "\"chair\", \"voter\"", "\"voter\"");
    var proposal = propose();
    planner.cast(proposal.id(), PLANNER, Ballot.yes());

    var receipt = worker.cast(proposal.id(), WORKER, Ballot.yes());

    assertThat(receipt.decision().name()).isEqualTo("PASSED");
  }

  private static void allow(CommunicationSecurity who, String planner, String worker) {
    who.access()
        .replace(
            AccessPolicy.fromJson(
                """
                {"roles": {"voter": {"allow": {"consensus.vote": ["_maos.votes.>"]}},
                           "chair": {"allow": {"consensus.propose": ["_maos.votes.proposals"]}}},
                 "agents": {"somebody": ["chair", "voter"], "planner": [%s], "worker": [%s]}}
                """
                    .formatted(planner, worker)));
  }
}
