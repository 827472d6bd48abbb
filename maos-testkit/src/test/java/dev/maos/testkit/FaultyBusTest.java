package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.Guarantee;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Over bad lines the bus keeps what it promises. */
class FaultyBusTest {
  private static final int RUNS = 20;
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Longer than any run, so that no lease can be lost. */
  private static final Duration LONG_LEASE = Duration.ofHours(20);

  private static final FaultPlan BAD_PUBLISHING =
      FaultPlan.rough()
          .with(Fault.LOSE_REPLY, 0.2)
          .without(Fault.LOSE_CLAIMS)
          .without(Fault.LOSE_SETTLEMENT)
          .without(Fault.LOSE_SETTLED);

  @Test
  void atLeastOnceLosesNothingWhenPublishingIsBad() {
    onManySeeds(seed -> atLeastOnce(seed, BAD_PUBLISHING));
  }

  @Test
  void atLeastOnceLosesNothingWhenReadingIsBadToo() {
    onManySeeds(seed -> atLeastOnce(seed, FaultPlan.rough()));
  }

  @Test
  void exactlyOnceDoublesNothingWhenPublishingIsBad() {
    onManySeeds(seed -> exactlyOnce(seed, BAD_PUBLISHING));
  }

  @Test
  void exactlyOnceDoublesNothingWhenSettlingIsBadToo() {
    // Without lost claims: they come back only when a lease ends, and no lease may end here.
    onManySeeds(seed -> exactlyOnce(seed, FaultPlan.rough().without(Fault.LOSE_CLAIMS)));
  }

  @Test
  void atMostOnceIsNeverHandledTwice() {
    onManySeeds(this::atMostOnce);
  }

  private static void atLeastOnce(Seed seed, FaultPlan plan) {
    var history = run(seed, Guarantee.AT_LEAST_ONCE, plan, LEASE, Duration.ofSeconds(1));

    assertThat(history.lost()).as("lost, %s", seed).isEmpty();
    assertThat(history.phantom()).as("phantoms, %s", seed).isEmpty();
  }

  private static void exactlyOnce(Seed seed, FaultPlan plan) {
    var history = run(seed, Guarantee.EXACTLY_ONCE, plan, LONG_LEASE, Duration.ofMillis(100));

    assertThat(history.duplicated()).as("doubled, %s", seed).isEmpty();
    assertThat(history.lost()).as("lost, %s", seed).isEmpty();
    assertThat(history.phantom()).as("phantoms, %s", seed).isEmpty();
  }

  private void atMostOnce(Seed seed) {
    var plan =
        FaultPlan.rough()
            .without(Fault.REFUSE)
            .without(Fault.LOSE_REQUEST)
            .without(Fault.LOSE_REPLY);
    var history = run(seed, Guarantee.AT_MOST_ONCE, plan, LEASE, Duration.ofSeconds(1));

    assertThat(history.duplicated()).as("doubled, %s", seed).isEmpty();
    assertThat(history.phantom()).as("phantoms, %s", seed).isEmpty();
  }

  private static History run(
      Seed seed, Guarantee guarantee, FaultPlan plan, Duration lease, Duration healingStep) {
    try (var run = new FaultyRun(seed, guarantee, plan, lease)) {
      run.run(healingStep);
      return run.history;
    } catch (AssertionError e) {
      throw new AssertionError(seed + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted, " + seed, e);
    }
  }

  private static void onManySeeds(Consumer<Seed> test) {
    Seed.range(1, RUNS).mapToObj(Seed::new).forEach(test);
  }
}
