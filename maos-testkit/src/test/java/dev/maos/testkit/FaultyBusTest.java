package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.Guarantee;
import dev.maos.testkit.history.Anomaly;
import dev.maos.testkit.history.Judge;
import dev.maos.testkit.history.Rules;
import dev.maos.testkit.history.Step;
import dev.maos.testkit.history.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Over bad lines the bus keeps what it promises. */
class FaultyBusTest {
  private static final int RUNS = 20;
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Longer than any run, so that no lease can be lost. */
  private static final Duration LONG_LEASE = Duration.ofHours(20);

  /** The line shuffles, and carol does two things at once, so nothing comes in order. */
  private static final Rules RULES =
      Rules.defaults().maxDeliveries(FaultyRun.MOST_DELIVERIES).forgiving(Anomaly.NONMONOTONIC);

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
    var steps = run(seed, Guarantee.AT_LEAST_ONCE, plan, LEASE, Duration.ofSeconds(1));

    // Time runs so fast that a lease may end between a handler's return and its acknowledgement.
    assertInnocent(seed, RULES.lease(LEASE).forgiving(Anomaly.REPEATED), steps);
  }

  private static void exactlyOnce(Seed seed, FaultPlan plan) {
    var steps = run(seed, Guarantee.EXACTLY_ONCE, plan, LONG_LEASE, Duration.ofMillis(100));

    var verdict = assertInnocent(seed, RULES.lease(LONG_LEASE), steps);
    assertThat(verdict.tally().redelivered()).as("handled again, %s", seed).isZero();
  }

  private void atMostOnce(Seed seed) {
    var plan =
        FaultPlan.rough()
            .without(Fault.REFUSE)
            .without(Fault.LOSE_REQUEST)
            .without(Fault.LOSE_REPLY);
    var steps = run(seed, Guarantee.AT_MOST_ONCE, plan, LEASE, Duration.ofSeconds(1));

    assertInnocent(seed, RULES.lease(LEASE), steps);
  }

  private static Verdict assertInnocent(Seed seed, Rules rules, List<Step> steps) {
    var verdict = new Judge(rules).judge(steps);
    assertThat(verdict.isInnocent()).as("%s, %s", seed, verdict).isTrue();
    return verdict;
  }

  private static List<Step> run(
      Seed seed, Guarantee guarantee, FaultPlan plan, Duration lease, Duration healingStep) {
    try (var run = new FaultyRun(seed, guarantee, plan, lease)) {
      run.run(healingStep);
      return run.steps();
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
