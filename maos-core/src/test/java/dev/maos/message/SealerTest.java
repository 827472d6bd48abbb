package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SealerTest {
  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final Sealer sealer =
      new Sealer(BusOptions.defaults(), time, new SplittableRandom(1), BusSurroundings.none());

  @Test
  void aDeadlineBeyondAllMicrosecondsIsNoEarlierEnd() {
    var envelope = sealer.seal(Samples.draft().deadline(Instant.MAX).heartbeat());

    assertThat(envelope.expiresAtMicros())
        .isEqualTo(time.micros() + Duration.ofHours(24).toNanos() / 1_000);
  }

  @Test
  void whatIsDueAtTheEndOfTimeIsNeverDue() {
    var atTheEnd = sealer.seal(Samples.draft().deliverAt(Instant.MAX).heartbeat());
    var afterAll =
        sealer.seal(Samples.draft().deliverAfter(Duration.ofSeconds(Long.MAX_VALUE)).heartbeat());

    assertThat(atTheEnd.dueAtMicros()).isGreaterThan(atTheEnd.expiresAtMicros());
    assertThat(afterAll.dueAtMicros()).isGreaterThan(afterAll.expiresAtMicros());
  }

  @Test
  void aMomentThatHasPassedMeansAtOnce() {
    var envelope = sealer.seal(Samples.draft().deliverAt(Instant.MIN).heartbeat());

    assertThat(envelope.dueAtMicros()).isEqualTo(time.micros());
  }
}
