package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.message.Claim;
import dev.maos.message.Settled;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A grant is named as a whole or in parts, while leases in it begin anew one by one. */
class GrantsTest extends LibraryScene {
  private static final Duration HALF = LEASE.dividedBy(2);
  private static final Duration MORE_THAN_HALF = HALF.plusSeconds(1);

  private FaultProxy proxy;
  private RedisTransport process;
  private Ringing bob;

  @BeforeEach
  void openBobThroughAProxy() {
    proxy = closing(FaultProxy.inFrontOf(server.port()));
    var uri = RedisUri.parse(proxy.uri() + "?namespace=" + NAMESPACE + "&timeout=20s");
    process = process(closing(RedisLink.open(uri, TimeSource.system())));
    bob = openBob(process);
  }

  /** Messages of one frame, all taken. */
  private List<Claim> take(int count) {
    process.send(IntStream.range(0, count).mapToObj(i -> seal(job("" + i))).toList());
    return bob.take(count);
  }

  private static <T> FutureTask<T> start(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  private void untilDepthIs(int depth, int claimed) {
    until(() -> queue(BOBS_INBOX).depth() == depth && queue(BOBS_INBOX).claimed() == claimed);
  }

  @Test
  void anAcknowledgementOfAWholeGrantIsNotToldDoneForWhatHadLeftIt() throws Exception {
    var claims = take(3);
    proxy.stallReplies();
    var handingBack = start(() -> bob.inbox().handBack(claims.get(1)));
    untilDepthIs(3, 2);
    var acknowledging = start(() -> bob.inbox().acknowledge(claims));
    untilDepthIs(1, 0);
    proxy.pass();

    assertThat(handingBack.get()).isEqualTo(Settled.NOW);
    assertThat(acknowledging.get()).containsExactly(Settled.NOW, Settled.BEFORE, Settled.NOW);

    assertThat(bob.drain()).containsExactly("1");
    expectConsistency();
  }

  @Test
  void aWholeGrantAcknowledgedWhileAPartIsExtendedIsAcknowledgedWhole() throws Exception {
    var claims = take(3);
    proxy.stallReplies();
    var extending = start(() -> bob.inbox().extend(claims.get(1)));
    until(() -> keys().grants().stream().mapToInt(g -> g.pieces().size()).sum() == 3);
    var acknowledging = start(() -> bob.inbox().acknowledge(claims));
    untilDepthIs(0, 0);
    proxy.pass();

    assertThat(acknowledging.get()).containsOnly(Settled.NOW);
    assertThat(extending.get()).isIn(Settled.NOW, Settled.BEFORE);
    expectConsistency();
  }

  @Test
  void ofAGrantWhoseLeaseEndedInPartOnlyTheRestIsAcknowledged() {
    var claims = take(3);
    pass(HALF);
    assertThat(bob.inbox().extend(claims.get(1))).isEqualTo(Settled.NOW);
    pass(MORE_THAN_HALF);

    assertThat(bob.inbox().acknowledge(claims))
        .containsExactly(Settled.STALE, Settled.NOW, Settled.STALE);

    assertThat(stats(process, BOBS_INBOX).depth()).isEqualTo(2);
    expectConsistency();
  }

  @Test
  void aRangeIsAcknowledgedAcrossWhatWasExtendedInIt() {
    var claims = take(4);
    assertThat(bob.inbox().extend(claims.get(1))).isEqualTo(Settled.NOW);

    assertThat(bob.inbox().acknowledge(claims.subList(0, 3))).containsOnly(Settled.NOW);

    assertThat(stats(process, BOBS_INBOX).depth()).isEqualTo(1);
    expectConsistency();
  }

  @Test
  void extendingKeepsTheGrant() {
    var claims = take(2);
    long before = keys().grants().getFirst().id();

    for (var claim : claims) {
      assertThat(bob.inbox().extend(claim)).isEqualTo(Settled.NOW);
    }

    assertThat(keys().grants()).extracting(StoredGrant::id).containsExactly(before);
    expectConsistency();
  }

  @Test
  void extendingTheLastOfAGrantBeginsItsLeaseToTheMicrosecond() {
    var claims = take(2);
    assertThat(bob.acknowledge(claims.getFirst())).isEqualTo(Settled.NOW);
    pass(HALF);
    assertThat(bob.inbox().extend(claims.getLast())).isEqualTo(Settled.NOW);

    assertThat(keys().grants().getFirst().ends())
        .isEqualTo(time.micros() + LEASE.toNanos() / 1_000);
    expectConsistency();
  }

  @Test
  void anExtendedPartHasAWholeLeaseAndHardlyMore() {
    var claims = take(2);
    pass(HALF);
    assertThat(bob.inbox().extend(claims.getFirst())).isEqualTo(Settled.NOW);
    assertThat(bob.acknowledge(claims.getLast())).isEqualTo(Settled.NOW);

    long lasts = keys().grants().getFirst().ends() - time.micros();
    assertThat(Duration.ofNanos(lasts * 1_000)).isBetween(LEASE, LEASE.plusMillis(500));
    pass(LEASE.plusMillis(500));

    assertThat(bob.acknowledge(claims.getFirst())).isEqualTo(Settled.STALE);
    assertThat(bob.takeOne().attempt()).isEqualTo(2);
    expectConsistency();
  }

  @Test
  void aHundredThatAreExtendedOneByOneAreOnePieceAgain() {
    var claims = take(100);

    for (var claim : claims) {
      assertThat(bob.inbox().extend(claim)).isEqualTo(Settled.NOW);
    }

    assertThat(keys().grants())
        .singleElement()
        .satisfies(grant -> assertThat(grant.pieces().size()).isLessThanOrEqualTo(2));
    assertThat(bob.inbox().acknowledge(claims)).containsOnly(Settled.NOW);
    expectConsistency();
  }

  @Test
  void aFormerHolderChangesNothingOfWhatHeExtended() {
    var claims = take(2);
    assertThat(bob.inbox().extend(claims.getFirst())).isEqualTo(Settled.NOW);
    pass(LEASE.plusSeconds(1));
    var rival = openBob(process());
    var held = List.of(rival.takeOne(), rival.takeOne());

    assertThat(bob.inbox().extend(claims.getFirst())).isEqualTo(Settled.STALE);
    assertThat(bob.inbox().acknowledge(claims)).containsOnly(Settled.STALE);

    assertThat(rival.inbox().acknowledge(held)).containsOnly(Settled.NOW);
    expectConsistency();
  }
}
