package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.consensus.Closure;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPosition;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VotingRule;
import dev.maos.memory.MemoryDecisionStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The embedded store keeps the contract, and its bounds. */
class MemoryDecisionStoreTest extends DecisionStoreContract {
  private static final AgentId ANN = AgentId.of("ann");

  private final ManualTime time = new ManualTime();

  @Override
  public DecisionStore decisions() {
    return new MemoryDecisionStore(time);
  }

  @Override
  public void pass(Duration duration) {
    time.advance(duration);
  }

  @Override
  public void stepBack(Duration duration) {
    time.stepBack(duration);
  }

  @Override
  protected int sequences() {
    return 2_000;
  }

  private Proposal proposal(String nonce) {
    return Proposal.of(
        Subject.of(ANN, "A question", ""),
        Contest.yesOrNo(VotingRule.simpleMajority()),
        Electorate.of(ANN),
        Terms.until(time.now().plusSeconds(60)),
        nonce);
  }

  private static void end(DecisionStore store, Proposal proposal) {
    var covers = new LogPosition(LogEntry.FIRST, "0".repeat(64));
    var verdict = new Verdict(new Decision.Cancelled(), covers, "");
    store.cancel(proposal.id(), ANN, verdict, LogEntry.FIRST);
  }

  @Test
  void aFullStoreRefusesOneMoreUntilOneHasEnded() {
    var store = new MemoryDecisionStore(time, 2, 10);
    var first = proposal("1");
    store.propose(first);
    store.propose(proposal("2"));

    var refusal = catchThrowableOfType(MaosException.class, () -> store.propose(proposal("3")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.DECISIONS_FULL);
    assertThat(store.propose(first).log().entries()).as("a known one").hasSize(1);
    end(store, first);
    store.propose(proposal("3"));
    assertThat(store.openCount()).isEqualTo(2);
  }

  @Test
  void theVotesThatEndedFirstAreForgottenFirst() {
    var store = new MemoryDecisionStore(time, 10, 2);
    for (var nonce : new String[] {"1", "2", "3"}) {
      store.propose(proposal(nonce));
      end(store, proposal(nonce));
    }

    assertThat(store.read(proposal("1").id())).isEmpty();
    assertThat(store.read(proposal("2").id())).isPresent();
    assertThat(store.closed(0, 10).closures()).extracting(Closure::index).containsExactly(2L, 3L);
    assertThat(store.closed(0, 10).end()).isEqualTo(3);
  }
}
