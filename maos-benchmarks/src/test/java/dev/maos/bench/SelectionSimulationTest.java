package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.registry.Selection;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Twenty workers, of which the quickest is four times as quick as the slowest: how much longer do
 * jobs wait, at the 99th percentile, when a registry picks at once than in the ideal single queue?
 *
 * <p>Where workers are idle for a good part of the time the ideal is next to no wait at all, and no
 * picking comes near it; so it is measured where waiting is what hurts: under a load of 95 %, and
 * in bursts.
 */
class SelectionSimulationTest {
  private static final int JOBS = 20_000;
  private static final double TWICE = 2;

  @Test
  void leastLoadedWaitsAtMostTwiceAsLongUnderSteadyLoad() {
    seeds()
        .forEach(seed -> {
          assertThat(ratio(steady(seed), Selection.LEAST_LOADED, seed)).isLessThan(TWICE);
          assertThat(ratio(uneven(seed), Selection.LEAST_LOADED, seed)).isLessThan(TWICE);
        });
  }

  @Test
  void powerOfTwoWaitsAtMostTwiceAsLongUnderSteadyLoad() {
    seeds()
        .forEach(seed ->
            assertThat(ratio(steady(seed), Selection.POWER_OF_TWO, seed)).isLessThan(TWICE));
  }

  @Test
  void bothWaitAtMostTwiceAsLongInBursts() {
    seeds()
        .forEach(seed -> {
          var bursts = Simulation.bursts(JOBS, 200, 0.7, seed, Simulation::exponential);
          assertThat(ratio(bursts, Selection.LEAST_LOADED, seed)).isLessThan(TWICE);
          assertThat(ratio(bursts, Selection.POWER_OF_TWO, seed)).isLessThan(TWICE);
        });
  }

  // Without this the others would prove nothing.
  @Test
  void takingTurnsIsNotGoodEnough() {
    seeds()
        .forEach(seed -> {
          assertThat(ratio(steady(seed), Selection.ROUND_ROBIN, seed)).isGreaterThan(TWICE);
          assertThat(ratio(steady(seed), Selection.WEIGHTED_RANDOM, seed)).isGreaterThan(TWICE);
        });
  }

  private static LongStream seeds() {
    return LongStream.range(1, 4);
  }

  private static Simulation steady(long seed) {
    return Simulation.steady(JOBS, 0.95, seed, Simulation::uniform);
  }

  private static Simulation uneven(long seed) {
    return Simulation.steady(JOBS, 0.95, seed, Simulation::exponential);
  }

  private static double ratio(Simulation simulation, Selection how, long seed) {
    return simulation.with(how, seed).percentile(99) / simulation.ideal().percentile(99);
  }
}
