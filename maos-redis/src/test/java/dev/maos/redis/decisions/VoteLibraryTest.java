package dev.maos.redis.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ConsensusOptions;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.EndAnswer;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.LogPosition;
import dev.maos.consensus.LogRollbackException;
import dev.maos.consensus.OpenAnswer;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.Terms;
import dev.maos.consensus.Verdict;
import dev.maos.consensus.VoteResult;
import dev.maos.consensus.VotingRule;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a shared server can do: forget, lose answers, be full, and serve several processes. */
@Timeout(60)
class VoteLibraryTest {
  private static final AgentId PAT = AgentId.of("pat");
  private static final AgentId ANN = AgentId.of("ann");
  private static final AgentId BOB = AgentId.of("bob");

  private final VoteSite site = new VoteSite();
  private final RedisDecisionStore store = site.store();

  @AfterEach
  void leave() {
    site.close();
  }

  private Proposal proposal(String nonce, Electorate electorate) {
    return Proposal.of(
        Subject.of(PAT, "A question", ""),
        Contest.yesOrNo(VotingRule.simpleMajority()),
        electorate,
        Terms.until(store.now().plusSeconds(60)),
        nonce);
  }

  private Proposal proposal() {
    return proposal("", Electorate.of(ANN, BOB));
  }

  private ProposalId proposed() {
    var proposal = proposal();
    store.propose(proposal);
    return proposal.id();
  }

  private Consensus process(RedisDecisionStore over) {
    return site.closing(
        new Consensus(
            () -> over,
            ConsensusOptions.defaults(),
            Surroundings.none(),
            TimeSource.system(),
            new SplittableRandom(1)));
  }

  private static Verdict passed(long upTo) {
    return new Verdict(new Decision.Passed(), new LogPosition(upTo, "ab".repeat(32)), "");
  }

  @Test
  void theKeysOfAVoteShareASlotAndEndWithTheNamespace() {
    store.propose(proposal());

    for (var key : VoteSite.SERVER.command("KEYS", "*").items()) {
      if (key.text().contains(site.key("").substring(0, site.key("").indexOf("}")))) {
        assertThat(key.text()).startsWith(site.key(""));
      }
    }
  }

  @Test
  void whatHasEndedIsForgottenInTimeAndItsPlaceInTheLineIsNot() {
    var id = proposed();
    assertThat(VoteSite.SERVER.command("TTL", site.key("v:" + id)).number()).isEqualTo(-1);
    store.decide(id, passed(1), Basis.CERTAIN, LogEntry.FIRST);

    assertThat(VoteSite.SERVER.command("TTL", site.key("v:" + id)).number())
        .isBetween(Duration.ofDays(29).toSeconds(), Duration.ofDays(30).toSeconds());
    assertThat(VoteSite.SERVER.command("KEYS", site.key("*" + id)).items()).hasSize(1);
    assertThat(VoteSite.SERVER.command("TTL", site.key("closed")).number()).isEqualTo(-1);
  }

  @Test
  void tenThousandMayVote() {
    var voters = IntStream.range(0, 10_000).mapToObj(i -> AgentId.of("voter" + i)).toList();
    var proposal = proposal("many", Electorate.of(voters));
    store.propose(proposal);

    var request = new CastRequest(voters.getLast(), Ballot.yes(), 0);
    assertThat(store.cast(proposal.id(), request, 1).outcome()).isEqualTo(CastAnswer.Outcome.TAKEN);
    assertThat(store.read(proposal.id()).orElseThrow().proposal()).isEqualTo(proposal);
  }

  @Test
  void aServerThatLostItsMemoryIsNoticed() {
    var process = process(store);
    var id = process.propose(proposal()).id();
    process.cast(id, ANN, Ballot.yes());

    VoteSite.SERVER.command("FLUSHALL");

    assertThat(catchThrowable(() -> process.status(id))).isInstanceOf(LogRollbackException.class);
  }

  // As after a restart from an older copy of its data, after which others voted.
  @Test
  void aServerThatLostABallotIsNoticed() {
    var process = process(store);
    var id = process.propose(proposal()).id();
    process.cast(id, ANN, Ballot.yes());
    VoteSite.SERVER.command("HDEL", site.key("v:" + id), "e2");
    VoteSite.SERVER.command("HSET", site.key("v:" + id), "seq", "1", "bann", "");
    assertThat(catchThrowable(() -> process.status(id))).isInstanceOf(LogRollbackException.class);

    store.cast(id, new CastRequest(BOB, Ballot.no(), 0), 1);

    assertThat(catchThrowable(() -> process.status(id))).isInstanceOf(LogRollbackException.class);
  }

  // Else whoever looks would ask again and again, for the server knows of a ballot that it cannot
  // show.
  @Test
  void aBallotThatIsMissingAtTheDeadlineIsNoticed() {
    site.stopClock();
    var deadline = store.now().plusSeconds(60);
    var proposal =
        Proposal.of(
            Subject.of(PAT, "A question", ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            Electorate.of(ANN, BOB),
            new Terms(deadline, Terms.Ending.AT_DEADLINE),
            "");
    store.propose(proposal);
    store.cast(proposal.id(), new CastRequest(ANN, Ballot.yes(), 0), 1);
    store.cast(proposal.id(), new CastRequest(BOB, Ballot.yes(), 0), 1);
    VoteSite.SERVER.command("HDEL", site.key("v:" + proposal.id()), "e3");
    site.pass(Duration.ofSeconds(60));

    assertThat(catchThrowable(() -> process(store).status(proposal.id())))
        .isInstanceOf(LogRollbackException.class)
        .hasMessageContaining("a ballot behind entry 2");
  }

  @Test
  void aFullServerTakesNoBallotsAndLetsVotesEnd() {
    var id = proposed();
    VoteSite.SERVER.command("CONFIG", "SET", "maxmemory", "1");
    try {
      var refusal =
          catchThrowableOfType(
              MaosException.class, () -> store.cast(id, new CastRequest(ANN, Ballot.yes(), 0), 1));

      assertThat(refusal.code()).isEqualTo(ErrorCode.TRANSPORT_UNAVAILABLE);
      assertThat(store.decide(id, passed(1), Basis.CERTAIN, 1).outcome())
          .isEqualTo(EndAnswer.Outcome.ENDED);
    } finally {
      VoteSite.SERVER.command("CONFIG", "SET", "maxmemory", "0");
    }
  }

  @Test
  void aKeyThatSomebodyElseWroteIsAConflictAndNothingIsWrittenHalfway() {
    VoteSite.SERVER.command("SET", site.key("due"), "mine");

    var refusal = catchThrowableOfType(MaosException.class, () -> store.propose(proposal()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.KEY_TYPE_CONFLICT);
    assertThat(store.openCount()).isZero();
  }

  @Test
  void twoProcessesShareAVote() throws Exception {
    var one = process(store);
    var other = process(site.storeOf(VoteSite.SERVER.uri()));
    var id = one.propose(proposal()).id();

    one.cast(id, ANN, Ballot.yes());
    var waiter = new ArrayBlockingQueue<VoteResult>(2);
    one.onResult(id, waiter::add);
    var receipt = other.cast(id, BOB, Ballot.yes());

    assertThat(receipt.decision()).isEqualTo(new Decision.Passed());
    assertThat(one.await(id, Duration.ofSeconds(20)).map(VoteResult::decision))
        .contains(new Decision.Passed());
    assertThat(waiter.poll(20, TimeUnit.SECONDS))
        .isEqualTo(other.await(id, Duration.ZERO).orElseThrow());
  }

  /** The connection ends in place of an answer: the step was taken, and is asked about again. */
  @Test
  void whatIsAskedAgainTakesEffectOnce() {
    var proxy = site.closing(FaultProxy.inFrontOf(VoteSite.SERVER.port()));
    var process = site.storeOf(proxy.uri());
    var proposal = proposal();
    var _ = process.openCount();

    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);
    assertThat(process.propose(proposal).outcome()).isEqualTo(OpenAnswer.Outcome.OPENED);
    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);
    process.cast(proposal.id(), new CastRequest(ANN, Ballot.yes(), 0), 1);
    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);
    assertThat(process.decide(proposal.id(), passed(2), Basis.CERTAIN, 1).outcome())
        .isEqualTo(EndAnswer.Outcome.ENDED);

    assertThat(store.entries(proposal.id(), 1).entries()).hasSize(3);
    assertThat(store.closed(0, 10).closures()).hasSize(1);
  }
}
