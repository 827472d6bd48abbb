package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueStats;
import dev.maos.message.Receipt;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each fault does what its name says, when told and by chance. */
class FaultyTransportTest {
  private final ManualTime time = new ManualTime();
  private final MemoryTransport storage = new MemoryTransport(QueueLimits.defaults(), time);
  private final FaultyTransport line =
      new FaultyTransport(storage, FaultPlan.none(), time, new Seed(7));
  private final Sealer sealer = new Sealer(time);

  @Test
  void aRefusedRequestStoresNothing() {
    line.next(Fault.REFUSE);

    assertFails(ErrorCode.TRANSPORT_UNAVAILABLE, () -> line.send(List.of(job())));
    assertThat(depth()).isZero();
  }

  @Test
  void aLostRequestStoresNothingAndSaysSoToNobody() {
    line.next(Fault.LOSE_REQUEST);

    assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> line.send(List.of(job())));
    assertThat(depth()).isZero();
  }

  @Test
  void aLostReplyStoresAllTheSame() {
    line.next(Fault.LOSE_REPLY);

    assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> line.send(List.of(job())));
    assertThat(depth()).isEqualTo(1);
  }

  @Test
  void sendingTwiceIsHiddenByTheStoragesMemory() {
    line.next(Fault.SEND_TWICE);

    assertThat(line.send(List.of(job()))).noneMatch(Receipt::duplicate);
    assertThat(depth()).isEqualTo(1);
    assertThat(line.faults()).containsEntry(Fault.SEND_TWICE, 1);
  }

  @Test
  void anAtMostOnceMessageIsNeverSentTwice() {
    line.follow(FaultPlan.none().with(Fault.SEND_TWICE, 1));

    line.send(List.of(job(Guarantee.AT_MOST_ONCE)));

    assertThat(depth()).isEqualTo(1);
  }

  @Test
  void toldFaultsHappenInTheirOrder() {
    line.next(Fault.LOSE_REPLY, Fault.REFUSE);
    var envelope = job();

    assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> line.send(List.of(envelope)));
    assertFails(ErrorCode.TRANSPORT_UNAVAILABLE, () -> line.send(List.of(envelope)));
    assertThat(line.send(List.of(envelope))).allMatch(Receipt::duplicate);
    assertThat(line.sends()).isEqualTo(3);
  }

  @Test
  void lostClaimsComeBackWhenTheLeaseEnds() {
    var reader = Reader.open(line, Reading.of(">"));
    line.send(List.of(job()));
    line.next(Fault.LOSE_CLAIMS);

    assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> reader.take(1));
    assertThat(reader.take(1)).isEmpty();
    time.advance(Reading.LEASE);
    assertThat(reader.takeOne().attempt()).isEqualTo(2);
  }

  @Test
  void aLostSettlementChangesNothingAndALostAnswerDoes() {
    var reader = Reader.open(line, Reading.of(">"));
    line.send(List.of(job()));
    var claim = reader.takeOne();
    line.next(Fault.LOSE_SETTLEMENT, Fault.LOSE_SETTLED);

    assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> reader.acknowledge(claim));
    assertThat(depth()).isEqualTo(1);
    assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> reader.acknowledge(claim));
    assertThat(depth()).isZero();
    assertThat(reader.acknowledge(claim)).isEqualTo(Settled.BEFORE);
  }

  @Test
  void aDelayedBellRingsLater() {
    line.follow(FaultPlan.none().with(Fault.DELAY_BELL, 1));
    var reader = Reader.open(line, Reading.of(">"));
    line.send(List.of(job()));

    assertThat(reader.ringsSince()).isZero();
    time.advance(Duration.ofMillis(50));
    assertThat(reader.ringsSince()).isPositive();
  }

  @Test
  void aFalseBellRingsWithoutReason() {
    var rings = new AtomicInteger();
    line.follow(FaultPlan.none().with(Fault.RING_FALSELY, 1));
    var inbox = line.open(Reading.of(">").spec(), rings::incrementAndGet);

    assertThat(inbox.take(1)).isEmpty();
    assertThat(rings.get()).isEqualTo(1);
  }

  @Test
  void shuffledClaimsAreTheSameInAnotherOrder() {
    line.follow(FaultPlan.none().with(Fault.SHUFFLE, 1));
    var reader = Reader.open(line, Reading.of(">"));
    for (int i = 0; i < 20; i++) {
      line.send(List.of(sealer.seal(message(Guarantee.AT_LEAST_ONCE, Integer.toString(i)))));
    }

    var texts = StorageScene.texts(reader.take(20));

    assertThat(texts).hasSize(20).doesNotHaveDuplicates();
    assertThat(texts).isNotEqualTo(texts.stream().sorted(byNumber()).toList());
  }

  @Test
  void aDroppedMessageHasAReceiptAndIsNowhere() {
    line.dropAccepted(envelope -> envelope.message().payload().text().equals("dropped"));

    var receipts =
        line.send(List.of(job(), sealer.seal(message(Guarantee.AT_LEAST_ONCE, "dropped")), job()));

    assertThat(receipts).hasSize(3).noneMatch(Receipt::duplicate);
    assertThat(depth()).isEqualTo(2);
  }

  @Test
  void theSameSeedMakesTheSameFaults() {
    assertThat(outcomes(new Seed(5))).isEqualTo(outcomes(new Seed(5)));
    assertThat(outcomes(new Seed(5))).isNotEqualTo(outcomes(new Seed(6)));
  }

  @Test
  void aFaultyLineNamesItsSeed() {
    assertThat(line).hasToString("FaultyTransport[seed 7 (replay with -Dmaos.seed=7), {}]");
  }

  @Test
  void aProbabilityIsBetweenZeroAndOne() {
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> FaultPlan.none().with(Fault.REFUSE, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("REFUSE");
    }
  }

  private static Comparator<String> byNumber() {
    return Comparator.comparingInt(Integer::parseInt);
  }

  private List<String> outcomes(Seed seed) {
    var rough = new FaultyTransport(storage, FaultPlan.rough(), time, seed);
    var outcomes = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      try {
        outcomes.add("stored " + rough.send(List.of(job())).size());
      } catch (MaosException e) {
        outcomes.add(e.code().name());
      }
    }
    return outcomes;
  }

  private Envelope job() {
    return job(Guarantee.AT_LEAST_ONCE);
  }

  private Envelope job(Guarantee guarantee) {
    return sealer.seal(message(guarantee, "job"));
  }

  private static Message message(Guarantee guarantee, String text) {
    return Message.from(AgentId.of("alice"))
        .to(AgentId.of("bob"))
        .on("jobs")
        .guarantee(guarantee)
        .command(Payload.text(text));
  }

  private int depth() {
    return storage.queues().stream().mapToInt(QueueStats::depth).sum();
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MaosException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
