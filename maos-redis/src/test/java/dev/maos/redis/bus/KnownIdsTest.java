package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.Envelope;
import dev.maos.message.QueueFullException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An id stays known for the window unless the capacity forces it out, which is counted. */
class KnownIdsTest extends LibraryScene {
  private static final int CAPACITY = 1_024;
  private static final Duration WINDOW = Duration.ofMinutes(2);

  private RedisTransport process;

  @BeforeEach
  void openProcess() {
    limits = limits.dedupeCapacity(CAPACITY).dedupeWindow(WINDOW);
    process = process();
  }

  private boolean isDuplicate(Envelope envelope) {
    return process.send(List.of(envelope)).getFirst().duplicate();
  }

  private List<Envelope> publishKnown(int count) {
    var batch = new ArrayList<Envelope>();
    for (int i = 0; i < count; i++) {
      batch.add(sealKnown(job("x")));
    }
    var _ = process.send(batch);
    return batch;
  }

  private long forgotten() {
    return Long.parseLong(keys().pairs("meta").getOrDefault("forgotten", "0"));
  }

  @Test
  void itIsKnownAlsoWhenTheTablesHaveTakenTurns() {
    var envelope = publishKnown(1).getFirst();
    pass(WINDOW.minusSeconds(1));
    assertThat(isDuplicate(envelope)).as("in the younger").isTrue();
    pass(Duration.ofSeconds(2));
    publishKnown(1);

    assertThat(isDuplicate(envelope)).as("in the older").isTrue();
    expectConsistency();
  }

  @Test
  void afterTwoWindowsItIsForgotten() {
    var envelope = publishKnown(1).getFirst();
    pass(WINDOW.multipliedBy(2));

    assertThat(isDuplicate(envelope)).isFalse();
  }

  @Test
  void anIdThatCameJustBeforeTheTurnIsKnownForAWholeWindow() {
    publishKnown(1);
    pass(WINDOW.minusMillis(1));
    var late = publishKnown(1).getFirst();
    pass(Duration.ofMillis(2));
    publishKnown(1);
    pass(WINDOW.minusMillis(3));

    assertThat(isDuplicate(late)).isTrue();
  }

  @Test
  void theSameIdForOtherContentIsRefusedAndNothingOfItsBatchIsStored() {
    var envelope = publishKnown(1).getFirst();
    var before = stored();
    var other = seal(envelope.id(), Envelope.Identity.CONTENT, job("other"));

    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(() -> process.send(List.of(seal(job("companion")), other)))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ID_REUSE));

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void aBatchThatDoesNotFitLeavesNothingBehind() {
    limits = limits.maxQueueSize(2);
    process = process();
    var before = stored();
    var batch = List.of(sealKnown(job("a")), sealKnown(job("b")), sealKnown(job("c")));

    assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> process.send(batch));

    assertThat(stored()).isEqualTo(before);
    assertThat(isDuplicate(batch.getFirst())).as("its ids were not remembered").isFalse();
  }

  @Test
  void nothingIsForgottenBelowTheCapacity() {
    var first = publishKnown(1).getFirst();
    publishKnown(CAPACITY / 2 - 1);
    publishKnown(CAPACITY / 2 - 1);

    assertThat(isDuplicate(first)).isTrue();
    assertThat(forgotten()).isZero();
  }

  @Test
  void whatTheCapacityForcesOutIsCounted() {
    var first = publishKnown(CAPACITY / 2).getFirst();
    publishKnown(CAPACITY / 2);
    assertThat(forgotten()).as("both tables are full, nothing is out").isZero();
    publishKnown(1);

    assertThat(isDuplicate(first)).isFalse();
    assertThat(forgotten()).isEqualTo(CAPACITY / 2);
  }

  @Test
  void whatIsKnownAtOneDestinationIsNewAtAnother() {
    var envelope = publishKnown(1).getFirst();
    var elsewhere = seal(envelope.id(), Envelope.Identity.CONTENT, teamJob("x"));

    assertThat(isDuplicate(elsewhere)).isFalse();
  }

  @Test
  void anIdThatTwoProcessesSendIsStoredOnce() {
    var envelope = publishKnown(1).getFirst();

    assertThat(process().send(List.of(envelope)).getFirst().duplicate()).isTrue();
    assertThat(queue(BOBS_INBOX).depth()).isEqualTo(1);
  }
}
