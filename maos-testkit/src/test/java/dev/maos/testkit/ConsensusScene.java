package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ConsensusOptions;
import dev.maos.consensus.Contest;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VotingRule;
import dev.maos.memory.MemoryDecisionStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Processes over one store of votes, in a time that is moved by hand. */
@Timeout(120)
abstract class ConsensusScene {
  static final AgentId PAT = AgentId.of("pat");
  static final AgentId ANN = AgentId.of("ann");
  static final AgentId BOB = AgentId.of("bob");
  static final AgentId CYD = AgentId.of("cyd");
  static final Duration OPEN = Duration.ofMinutes(1);
  static final Duration SWEEP = ConsensusOptions.defaults().sweepInterval();

  final ManualTime time = new ManualTime();
  final MemoryDecisionStore store = new MemoryDecisionStore(time);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private long seeds = 1;
  private int nonces;

  @AfterEach
  void closeWhatWasOpened() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  /** A process, whose line to the store can be troubled. */
  final class Peer {
    final TroubledDecisionStore line;
    final Consensus consensus;

    Peer(DecisionStore over, Surroundings surroundings) {
      line = new TroubledDecisionStore(over);
      consensus =
          new Consensus(
              () -> line,
              ConsensusOptions.defaults(),
              surroundings,
              time,
              new Seed(seeds++).random());
      opened.push(consensus);
    }
  }

  final Peer process() {
    return process(Surroundings.none());
  }

  final Peer process(Surroundings surroundings) {
    return new Peer(store, surroundings);
  }

  final Proposal proposal(Terms.Ending ending) {
    return Proposal.of(
        Subject.of(PAT, "A question", "that three answer"),
        Contest.yesOrNo(VotingRule.simpleMajority()),
        Electorate.of(ANN, BOB, CYD),
        new Terms(store.now().plus(OPEN), ending),
        "nonce " + nonces++);
  }

  final ProposalId propose(Peer process) {
    return process.consensus.propose(proposal(Terms.Ending.WHEN_CERTAIN)).id();
  }

  static void passed(Peer process, ProposalId id) {
    process.consensus.cast(id, ANN, Ballot.yes());
    process.consensus.cast(id, BOB, Ballot.yes());
  }

  /** Moves time in small steps, as it passes, so that everybody sweeps meanwhile. */
  final void pass(Duration duration) {
    var left = duration;
    while (left.isPositive()) {
      var step = left.compareTo(SWEEP) < 0 ? left : SWEEP;
      time.advance(step);
      left = left.minus(step);
    }
  }

  final List<LogEntry> log(ProposalId id) {
    return store.entries(id, LogEntry.FIRST).entries();
  }
}
