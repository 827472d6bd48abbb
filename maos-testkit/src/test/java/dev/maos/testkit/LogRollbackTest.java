package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.maos.base.Announcer;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPosition;
import dev.maos.consensus.LogRollbackException;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import dev.maos.memory.MemoryDecisionStore;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** D4: a store that comes back from an old copy is noticed, rather than believed. */
class LogRollbackTest extends ConsensusScene {
  private final Queue<String> announced = new ConcurrentLinkedQueue<>();
  private final Announcer announcer = (what, who, about, data, cause) -> announced.add(what);
  private final Peer process = process(Surroundings.none().announcer(announcer));
  private final Proposal proposal = proposal(Terms.Ending.WHEN_CERTAIN);

  private void assertNoticed() {
    var thrown = catchThrowable(() -> process.consensus.status(proposal.id()));
    assertThat(thrown).isInstanceOf(LogRollbackException.class);
    assertThat(catchThrowable(() -> process.consensus.cast(proposal.id(), BOB, Ballot.yes())))
        .isInstanceOf(LogRollbackException.class);
    assertThat(announced).contains("CONSENSUS_LOG_ROLLED_BACK");
    assertThat(process.consensus.metrics().rollbacks()).isEqualTo(2);
    assertThat(process.consensus.health().health()).isInstanceOf(Health.Degraded.class);
  }

  /** A store that has everything but the last ballots. */
  private MemoryDecisionStore older() {
    var older = new MemoryDecisionStore(time);
    older.propose(proposal);
    return older;
  }

  @Test
  void aLostBallotIsNoticed() {
    process.consensus.propose(proposal);
    process.consensus.cast(proposal.id(), ANN, Ballot.yes());

    process.line.switchTo(older());

    assertNoticed();
  }

  @Test
  void anotherBallotInItsPlaceIsNoticed() {
    process.consensus.propose(proposal);
    process.consensus.cast(proposal.id(), ANN, Ballot.yes());
    var older = older();
    older.cast(proposal.id(), new CastRequest(CYD, Ballot.no(), 0), LogEntry.FIRST);

    process.line.switchTo(older);

    assertNoticed();
  }

  @Test
  void theSameBallotAtAnotherTimeIsNoticed() {
    process.consensus.propose(proposal);
    process.consensus.cast(proposal.id(), ANN, Ballot.yes());
    var older = older();
    time.advance(Duration.ofMillis(1));
    older.cast(proposal.id(), new CastRequest(ANN, Ballot.yes(), 0), LogEntry.FIRST);

    process.line.switchTo(older);

    assertNoticed();
  }

  @Test
  void aVoteThatIsGoneIsNoticed() {
    process.consensus.propose(proposal);

    process.line.switchTo(new MemoryDecisionStore(time));

    assertThat(catchThrowable(() -> process.consensus.status(proposal.id())))
        .isInstanceOf(LogRollbackException.class);
  }

  @Test
  void aVerdictOverOtherBallotsThanTheLogHasIsNoticed() {
    process.consensus.propose(proposal);
    var verdict = new Verdict(new Decision.Passed(), new LogPosition(1, "ab".repeat(32)), "");
    store.decide(proposal.id(), verdict, Basis.CERTAIN, LogEntry.FIRST);

    assertNoticed();
  }

  @Test
  void whatGoesOnFromWhatWasKnownIsNoRollback() {
    process.consensus.propose(proposal);
    var other = process();
    for (var voter : List.of(ANN, CYD)) {
      other.consensus.cast(proposal.id(), voter, Ballot.yes());
    }

    assertThat(process.consensus.status(proposal.id()).decision()).isEqualTo(new Decision.Passed());
    assertThat(process.consensus.metrics().rollbacks()).isZero();
  }
}
