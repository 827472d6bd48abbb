package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VoteResult;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** D11: ten thousand votes at once, each with an outcome of its own. */
class ManyVotesTest extends ConsensusScene {
  private static final int VOTES = 10_000;
  private static final List<AgentId> VOTERS = List.of(ANN, BOB, CYD);
  private static final List<String> OPTIONS = List.of("A", "B", "C", "D", "E", "F", "G");

  private Proposal proposal(int number) {
    return Proposal.of(
        Subject.of(PAT, "Question " + number, ""),
        Contest.between(OPTIONS, new VotingRule.Plurality()),
        Electorate.of(VOTERS),
        Terms.until(store.now().plus(Duration.ofHours(1))),
        Integer.toString(number));
  }

  @Test
  void tenThousandVotesAtOnceDoNotMix() throws Exception {
    var one = process();
    var other = process();
    var ids = new ArrayList<ProposalId>();
    for (int i = 0; i < VOTES; i++) {
      ids.add(one.consensus.propose(proposal(i)).id());
    }
    assertThat(store.openCount()).isEqualTo(VOTES);
    var heard = new ConcurrentHashMap<ProposalId, Queue<VoteResult>>();
    for (var id : ids) {
      one.consensus.onResult(id, it -> note(heard, it));
      other.consensus.onResult(id, it -> note(heard, it));
    }

    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < VOTES; i++) {
        int number = i;
        var _ = crowd.submit(() -> vote(one, other, ids.get(number), number));
      }
    }

    Waiting.until(
        () -> "20,000 callbacks, but " + heard.values().stream().mapToInt(Queue::size).sum(),
        () -> heard.values().stream().mapToInt(Queue::size).sum() >= 2 * VOTES,
        () -> {});
    for (int i = 0; i < VOTES; i++) {
      var results = heard.getOrDefault(ids.get(i), new ConcurrentLinkedQueue<>());
      assertThat(results).hasSize(2);
      for (var result : results) {
        assertThat(result.decision()).isEqualTo(new Decision.Winner(option(i)));
      }
    }
    assertThat(store.openCount()).isZero();
    assertThat(one.consensus.metrics().reached() + other.consensus.metrics().reached())
        .isEqualTo(VOTES);
  }

  private static String option(int number) {
    return OPTIONS.get(number % OPTIONS.size());
  }

  private static void vote(Peer one, Peer other, ProposalId id, int number) {
    for (int i = 0; i < 2; i++) {
      var peer = (number + i) % 2 == 0 ? one : other;
      peer.consensus.cast(id, VOTERS.get(i), Ballot.choice(option(number)));
    }
  }

  private static void note(ConcurrentHashMap<ProposalId, Queue<VoteResult>> heard, VoteResult it) {
    heard.computeIfAbsent(it.id(), id -> new ConcurrentLinkedQueue<>()).add(it);
  }
}
