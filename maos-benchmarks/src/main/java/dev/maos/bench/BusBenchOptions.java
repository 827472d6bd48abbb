package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * How a benchmark is run.
 *
 * @param scenarios in the order in which they are run, at least one
 * @param rounds measured rounds for each system and scenario, 1 to 1,000; reports show the median
 * @param round how long a round sends, 1 ms to 1 hour
 * @param warmUp how long each system runs unmeasured first at least, up to 1 hour; up to six times
 *     as long while it still gets faster
 * @param payloadBytes size of every payload, 24 bytes (its stamp) to 1 MiB
 * @param latencyRates messages a second while latency is measured, one after the other, each 1 to
 *     10,000,000; the first is the one that tables show
 * @param pacing how those messages are handed over
 * @param callers threads that publish one by one at the same time, 1 to 10,000; each is a stream
 * @param agents how many agents are idle, 1 to 1,000,000
 * @param messagesPerAgent how many each of them is sent in a round, 1 to 10,000
 * @param seed of everything that is mixed: the same seed sends the same messages
 */
public record BusBenchOptions(
    List<Scenario> scenarios,
    int rounds,
    Duration round,
    Duration warmUp,
    int payloadBytes,
    List<Integer> latencyRates,
    Pacing pacing,
    int callers,
    int agents,
    int messagesPerAgent,
    long seed) {

  private static final int PRIORITIES = 4;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final BusBenchOptions DEFAULTS =
      new BusBenchOptions(
          List.copyOf(EnumSet.allOf(Scenario.class)),
          5,
          Duration.ofMillis(1_200),
          Duration.ofMillis(2_500),
          256,
          List.of(100_000),
          Pacing.ONE_BY_ONE,
          1,
          10_000,
          100,
          20_260_101L);

  public BusBenchOptions {
    scenarios = List.copyOf(scenarios);
    between("scenarios", scenarios.size(), 1, 100);
    between("rounds", rounds, 1, 1_000);
    between("round", round, Duration.ofMillis(1), HOUR);
    between("warmUp", warmUp, Duration.ZERO, HOUR);
    between("payloadBytes", payloadBytes, Stamp.BYTES, 1 << 20);
    latencyRates = List.copyOf(latencyRates);
    between("latencyRates", latencyRates.size(), 1, 10);
    latencyRates.forEach(rate -> between("latencyRates", rate, 1, 10_000_000));
    between("callers", callers, 1, 10_000);
    between("agents", agents, 1, 1_000_000);
    between("messagesPerAgent", messagesPerAgent, 1, 10_000);
  }

  /** Every scenario, 5 rounds of 1.2 s after 2.5 s of warm-up, 256 bytes, 10,000 agents. */
  public static BusBenchOptions defaults() {
    return DEFAULTS;
  }

  public BusBenchOptions scenarios(List<Scenario> scenarios) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions rounds(int rounds) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions round(Duration round) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions warmUp(Duration warmUp) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions payloadBytes(int payloadBytes) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions latencyRates(List<Integer> latencyRates) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions pacing(Pacing pacing) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions callers(int callers) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions agents(int agents) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions messagesPerAgent(int messagesPerAgent) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  public BusBenchOptions seed(long seed) {
    return new BusBenchOptions(
        scenarios,
        rounds,
        round,
        warmUp,
        payloadBytes,
        latencyRates,
        pacing,
        callers,
        agents,
        messagesPerAgent,
        seed);
  }

  /** How many streams a one-way scenario has. */
  int streams(Scenario scenario) {
    return switch (scenario) {
      case PRIORITY -> PRIORITIES;
      case PUBLISH_ONE_BY_ONE -> callers;
      case IDLE_AGENTS, IDLE_AGENTS_ROUND_ROBIN -> agents;
      case AT_MOST_ONCE, AT_MOST_ONCE_TOPIC, AT_LEAST_ONCE, EXACTLY_ONCE -> 1;
      case REQUEST_REPLY, OBSERVED, ENVELOPE -> 1;
    };
  }

  private static void between(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw invalid(setting, Integer.toString(value), "%,d to %,d".formatted(least, most));
    }
  }

  private static void between(String setting, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw invalid(setting, value.toString(), least + " to " + most);
    }
  }

  private static InvalidInputException invalid(String setting, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_SETTING, setting, value, allowed);
  }
}
