package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final Duration TIME = Duration.ofSeconds(2);

  private final List<Duration> pieces = new ArrayList<>();

  @Test
  void itGoesOnWhileTheSystemGetsFaster() throws InterruptedException {
    warmUp(i -> 100 * Math.min(i, 5));

    assertThat(pieces).hasSize(7).containsOnly(Duration.ofSeconds(1));
  }

  @Test
  void oneSlowPieceDoesNotEndIt() throws InterruptedException {
    warmUp(i -> i == 2 ? 50 : 100 * Math.min(i, 5));

    assertThat(pieces).hasSize(7);
  }

  @Test
  void itEndsWhereItsBoundIs() throws InterruptedException {
    warmUp(i -> 100 << i);

    assertThat(pieces).hasSize(12);
  }

  @Test
  void noTimeIsNoWarmUp() throws InterruptedException {
    WarmUp.of(Duration.ZERO, this::refuse);

    assertThat(pieces).isEmpty();
  }

  private void warmUp(IntUnaryOperator messages) throws InterruptedException {
    WarmUp.of(
        TIME,
        time -> {
          pieces.add(time);
          return new Round(messages.applyAsInt(pieces.size()), time.toNanos(), 1, 0);
        });
  }

  private Round refuse(Duration time) {
    throw new AssertionError("ran for " + time);
  }
}
