package dev.maos.redis.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.CastAnswer;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VotingRule;
import dev.maos.testkit.redis.FaultProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps that are asked for while the server has not answered another one. */
@Timeout(60)
class StepsTogetherTest {
  private static final int MANY = 20;
  private static final AgentId PAT = AgentId.of("pat");
  private static final List<AgentId> VOTERS =
      IntStream.range(0, MANY).mapToObj(i -> AgentId.of("voter" + i)).toList();
  private static final Pattern CALLS = Pattern.compile("cmdstat_fcall:calls=(\\d+)");

  private final VoteSite site = new VoteSite();
  private final FaultProxy proxy = site.closing(FaultProxy.inFrontOf(VoteSite.SERVER.port()));
  private final RedisDecisionStore store = site.storeOf(proxy.uri());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void leave() {
    threads.close();
    site.close();
  }

  private ProposalId proposed() {
    var proposal =
        Proposal.of(
            Subject.of(PAT, "A question", ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            Electorate.of(VOTERS),
            Terms.until(store.now().plusSeconds(60)),
            "");
    store.propose(proposal);
    return proposal.id();
  }

  private CastAnswer cast(ProposalId id, AgentId voter) {
    return store.cast(id, new CastRequest(voter, Ballot.yes(), 0), 1);
  }

  /** The server has a ballot of the first voter, and whoever sent it does not know that yet. */
  private Future<CastAnswer> firstUnderWay(ProposalId id) {
    proxy.stallReplies();
    var first = threads.submit(() -> cast(id, VOTERS.getFirst()));
    VoteSite.until("the first ballot", () -> site.store().entries(id, 1).entries().size() == 2);
    return first;
  }

  private List<Future<CastAnswer>> othersWait(ProposalId id) {
    var others = new ArrayList<Future<CastAnswer>>();
    VOTERS.stream().skip(1).forEach(voter -> others.add(threads.submit(() -> cast(id, voter))));
    VoteSite.until("all others to wait", () -> store.waiting() == MANY - 1);
    return others;
  }

  private static long calls() {
    var found = CALLS.matcher(VoteSite.SERVER.command("INFO", "commandstats").text());
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  @Test
  void goInOneCall() throws Exception {
    var id = proposed();
    var first = firstUnderWay(id);
    var others = othersWait(id);
    long before = calls();

    proxy.pass();
    var sequences = new ArrayList<Long>(List.of(first.get().sequence()));
    for (var other : others) {
      assertThat(other.get().outcome()).isEqualTo(CastAnswer.Outcome.TAKEN);
      sequences.add(other.get().sequence());
    }

    assertThat(calls() - before).isEqualTo(1);
    assertThat(sequences)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, MANY + 1).boxed().toList());
    assertThat(store.entries(id, 1).entries()).hasSize(MANY + 1);
  }

  @Test
  void oneThatTheServerRefusesSpoilsNoOther() throws Exception {
    var id = proposed();
    var spoilt = ProposalId.of("ab".repeat(32));
    VoteSite.SERVER.command("SET", site.key("v:" + spoilt), "of somebody else");
    var first = firstUnderWay(id);
    var refused = threads.submit(() -> cast(spoilt, PAT));
    VoteSite.until("it to wait", () -> store.waiting() == 1);
    var others = new ArrayList<Future<CastAnswer>>();
    VOTERS.stream().skip(1).forEach(voter -> others.add(threads.submit(() -> cast(id, voter))));
    VoteSite.until("all to wait", () -> store.waiting() == MANY);

    proxy.pass();

    assertThat(first.get().outcome()).isEqualTo(CastAnswer.Outcome.TAKEN);
    for (var other : others) {
      assertThat(other.get().outcome()).isEqualTo(CastAnswer.Outcome.TAKEN);
    }
    assertThatThrownBy(refused::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_TYPE_CONFLICT));
  }

  @Test
  void whoIsInterruptedWhileHeWaitsHasDoneNothing() throws Exception {
    var id = proposed();
    var first = firstUnderWay(id);
    var given = threads.submit(() -> cast(id, VOTERS.getLast()));
    VoteSite.until("it to wait", () -> store.waiting() == 1);

    given.cancel(true);
    VoteSite.until("it to be gone", () -> store.waiting() == 0);
    proxy.pass();

    assertThat(first.get().outcome()).isEqualTo(CastAnswer.Outcome.TAKEN);
    assertThat(store.entries(id, 1).entries()).hasSize(2);
  }

  @Test
  void aConnectionThatEndsIsNoticedByNone() throws Exception {
    var id = proposed();
    var first = firstUnderWay(id);
    var others = othersWait(id);

    proxy.cut();
    proxy.pass();

    assertThat(first.get().outcome()).isIn(CastAnswer.Outcome.TAKEN, CastAnswer.Outcome.REPEATED);
    for (var other : others) {
      assertThat(other.get().outcome()).isEqualTo(CastAnswer.Outcome.TAKEN);
    }
    assertThat(store.entries(id, 1).entries()).hasSize(MANY + 1);
  }
}
