package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Chore;
import dev.maos.consensus.Closure;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.EndAnswer;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPosition;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Timeout;

/** What every test of a store of votes starts from: an empty store, and three who vote. */
@Timeout(60)
abstract class DecisionScene {
  static final AgentId PAT = AgentId.of("pat");
  static final AgentId ANN = AgentId.of("ann");
  static final AgentId BOB = AgentId.of("bob");
  static final AgentId CYD = AgentId.of("cyd");
  static final Duration OPEN = Duration.ofMinutes(1);
  static final Duration LEASE = Duration.ofSeconds(10);
  static final int PLENTY = 10_000;

  final DecisionStoreFixture fixture;
  final DecisionStore store;
  private int proposals;

  DecisionScene(DecisionStoreFixture fixture) {
    this.fixture = fixture;
    this.store = fixture.decisions();
  }

  final Proposal proposal(Terms.Ending ending) {
    return Proposal.of(
        Subject.of(PAT, "A question", "that three answer"),
        Contest.yesOrNo(VotingRule.simpleMajority()),
        Electorate.of(ANN, BOB, CYD),
        new Terms(store.now().plus(OPEN), ending),
        "nonce " + proposals++);
  }

  final Proposal opened() {
    return opened(Terms.Ending.WHEN_CERTAIN);
  }

  final Proposal opened(Terms.Ending ending) {
    var proposal = proposal(ending);
    store.propose(proposal);
    return proposal;
  }

  final CastAnswer cast(ProposalId id, AgentId voter, Ballot ballot) {
    return store.cast(id, new CastRequest(voter, ballot, 0), LogEntry.FIRST);
  }

  final CastAnswer revise(ProposalId id, AgentId voter, Ballot ballot, int revision) {
    return store.cast(id, new CastRequest(voter, ballot, revision), LogEntry.FIRST);
  }

  final List<LogEntry> log(ProposalId id) {
    return store.entries(id, LogEntry.FIRST).entries();
  }

  /** A verdict that covers the log up to a sequence; the store does not look at the head. */
  static Verdict verdict(Decision decision, long upTo) {
    return new Verdict(decision, new LogPosition(upTo, "ab".repeat(32)), "");
  }

  static Verdict passed(long upTo) {
    return verdict(new Decision.Passed(), upTo);
  }

  final EndAnswer decide(ProposalId id, Verdict verdict, Basis basis) {
    return store.decide(id, verdict, basis, LogEntry.FIRST);
  }

  final EndAnswer cancel(ProposalId id, AgentId who) {
    return store.cancel(id, who, verdict(new Decision.Cancelled(), LogEntry.FIRST), LogEntry.FIRST);
  }

  final List<Closure> closures() {
    return store.closed(0, PLENTY).closures();
  }

  final List<Chore.Kind> take() {
    return store.take(PLENTY, LEASE).stream().map(Chore::kind).toList();
  }

  static void assertUnknown(Supplier<?> step) {
    var refusal = Assertions.catchThrowableOfType(MaosException.class, step::get);
    Assertions.assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_PROPOSAL);
  }
}
