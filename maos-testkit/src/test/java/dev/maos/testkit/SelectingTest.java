package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.Errand;
import dev.maos.registry.Seen;
import dev.maos.registry.Selection;
import dev.maos.registry.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Selecting: one of those who could take the work, each way by its own rule. */
class SelectingTest extends RegistryScene {
  private static final AgentQuery WORK = AgentQuery.whoIsAble("work");

  private final Set<AgentId> excluded = ConcurrentHashMap.newKeySet();
  private final Map<AgentId, Seen> seen = new ConcurrentHashMap<>();

  private AgentRegistry openWith(int workers) {
    var registry =
        open(Surroundings.none().excluding(excluded::contains).sensor(agents -> Map.copyOf(seen)));
    registry.registerAll(IntStream.range(0, workers).mapToObj(i -> agent("w" + i)).toList());
    return registry;
  }

  private static AgentId worker(int number) {
    return AgentId.of("w" + number);
  }

  static Stream<Selection> all() {
    return Stream.of(
        Selection.ROUND_ROBIN,
        Selection.LEAST_LOADED,
        Selection.WEIGHTED_RANDOM,
        Selection.POWER_OF_TWO,
        Selection.FASTEST,
        Selection.consistentHash("key"),
        Selection.sticky(Selection.LEAST_LOADED, "conversation"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void nobodyIsPickedWhoCouldNotTakeIt(Selection how) {
    var registry = openWith(3);
    registry.register(agent("busy"), AgentStatus.MAINTENANCE);
    registry.register(agent("draining")).drain();
    registry.register(AgentDescriptor.of("unable").build());

    for (int i = 0; i < 50; i++) {
      assertThat(registry.select(WORK, how).orElseThrow().value()).startsWith("w");
    }
    assertThat(registry.select(AgentQuery.whoIsAble("fly"), how)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void nobodyIsPickedWhoIsExcluded(Selection how) {
    var registry = openWith(4);
    excluded.addAll(List.of(worker(0), worker(2), worker(3)));

    for (int i = 0; i < 20; i++) {
      assertThat(registry.select(WORK, how)).contains(worker(1));
    }
    excluded.add(worker(1));
    assertThat(registry.select(WORK, how)).isEmpty();
    excluded.clear();
    assertThat(registry.select(WORK, how)).isPresent();
    assertThat(registry.metrics().nobody()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void severalAreDifferentOnes(Selection how) {
    var registry = openWith(5);

    assertThat(registry.selectSeveral(WORK, how, 3)).hasSize(3).doesNotHaveDuplicates();
    assertThat(registry.selectSeveral(WORK, how, 9)).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void roundRobinGivesEverybodyTheSame() {
    var registry = openWith(4);

    assertThat(picks(registry, WORK, Selection.ROUND_ROBIN, 40).values()).containsOnly(10);
  }

  @Test
  void questionsThatAreAskedInAlternationDoNotTakeEachOthersTurns() {
    var registry = openWith(2);
    var other = AgentQuery.any().ofType("worker");
    var picks = new HashMap<AgentId, Integer>();
    for (int i = 0; i < 20; i++) {
      picks.merge(registry.select(WORK, Selection.ROUND_ROBIN).orElseThrow(), 1, Integer::sum);
      registry.select(other, Selection.ROUND_ROBIN);
    }

    assertThat(picks.values()).containsOnly(10);
  }

  @Test
  void leastLoadedFollowsWhatAgentsReport() {
    var registry = openWith(2);
    var cyd = registry.register(agent(CYD));
    registry.agent(worker(0));
    registry.register(agent(worker(0))).load(0.9);
    registry.register(agent(worker(1))).load(0.2);
    cyd.load(0.5);
    time.advance(Duration.ofMillis(100));

    assertThat(registry.selectSeveral(WORK, Selection.LEAST_LOADED, 3))
        .containsExactly(worker(1), CYD, worker(0));
  }

  @Test
  void leastLoadedFollowsWhatTheBusSees() {
    var registry = openWith(3);
    seen.put(worker(0), new Seen(5, Duration.ZERO));
    seen.put(worker(1), new Seen(1, Duration.ZERO));
    seen.put(worker(2), new Seen(3, Duration.ZERO));
    pass(Duration.ofSeconds(2));

    assertThat(registry.selectSeveral(WORK, Selection.LEAST_LOADED, 3))
        .containsExactly(worker(1), worker(2), worker(0));
  }

  @Test
  void whatIsSeenInOneProcessIsKnownInTheOthers() {
    openWith(2);
    var other = open();
    other.refresh();
    seen.put(worker(0), new Seen(5, Duration.ofMillis(10)));
    pass(Duration.ofSeconds(2));
    other.refresh();

    assertThat(other.select(WORK, Selection.LEAST_LOADED)).contains(worker(1));
    assertThat(other.agent(worker(0)).orElseThrow().load()).isEqualTo(5);
  }

  @Test
  void leastLoadedCountsTheErrandsThatAreUnderWay() {
    var registry = openWith(3);
    var errands = new ArrayList<Errand>();
    for (int i = 0; i < 9; i++) {
      errands.add(registry.assign(WORK, Selection.LEAST_LOADED).orElseThrow());
    }
    var byAgent = new HashMap<AgentId, Integer>();
    errands.forEach(errand -> byAgent.merge(errand.agent(), 1, Integer::sum));
    assertThat(byAgent.values()).containsOnly(3);

    errands.stream().filter(errand -> errand.agent().equals(worker(1))).forEach(Errand::close);

    assertThat(registry.select(WORK, Selection.LEAST_LOADED)).contains(worker(1));
  }

  @Test
  void twoJobsAtAQuickAgentAreLessThanOneAtASlowOne() {
    var registry = openWith(2);
    seen.put(worker(0), new Seen(2, Duration.ofMillis(10)));
    seen.put(worker(1), new Seen(1, Duration.ofMillis(100)));
    pass(Duration.ofSeconds(2));

    assertThat(registry.select(WORK, Selection.LEAST_LOADED)).contains(worker(0));
  }

  @Test
  void capacityCounts() {
    var registry = openWith(0);
    registry.register(AgentDescriptor.of("large").able("work", "1.2").capacity(10).build());
    registry.register(agent("small"));
    seen.put(AgentId.of("large"), new Seen(5, Duration.ZERO));
    seen.put(AgentId.of("small"), new Seen(1, Duration.ZERO));
    pass(Duration.ofSeconds(2));

    assertThat(registry.select(WORK, Selection.LEAST_LOADED)).contains(AgentId.of("large"));
  }

  @Test
  void whatWasSentCountsUntilReportsMustHaveCoveredIt() {
    var registry = openWith(2);
    var first = registry.send(WORK, Selection.LEAST_LOADED).orElseThrow();
    var second = registry.send(WORK, Selection.LEAST_LOADED).orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(registry.agent(first).orElseThrow().load()).isEqualTo(1);

    pass(Duration.ofSeconds(3));

    assertThat(registry.agent(first).orElseThrow().load()).isZero();
  }

  @Test
  void aReportThatCoversAnErrandDoesNotCountItTwice() {
    var registry = openWith(1);
    registry.assign(WORK, Selection.LEAST_LOADED);
    seen.put(worker(0), new Seen(1, Duration.ZERO));
    pass(Duration.ofSeconds(2));

    assertThat(registry.agent(worker(0)).orElseThrow().load()).isEqualTo(1);
  }

  @Test
  void equalsAreNotAlwaysTheSameOne() {
    var registry = openWith(10);

    assertThat(picks(registry, WORK, Selection.LEAST_LOADED, 200)).hasSizeGreaterThan(5);
  }

  @Test
  void weightedRandomFollowsTheRoomThatIsLeft() {
    var registry = openWith(0);
    registry.register(AgentDescriptor.of("w0").able("work").capacity(10).build());
    registry.register(AgentDescriptor.of("w1").able("work").capacity(40).build());
    registry.register(AgentDescriptor.of("w2").able("work").capacity(1).build()).load(1);
    time.advance(Duration.ofMillis(100));

    var picks = picks(registry, WORK, Selection.WEIGHTED_RANDOM, 5_000);

    assertThat(picks.get(worker(0))).isBetween(850, 1_150);
    assertThat(picks.get(worker(1))).isBetween(3_850, 4_150);
    assertThat(picks).as("w2 has no room").doesNotContainKey(worker(2));
  }

  @Test
  void powerOfTwoNeverPicksTheOneWithMostWorkWhileAllHaveSome() {
    var registry = openWith(4);
    for (int i = 0; i < 4; i++) {
      seen.put(worker(i), new Seen(i + 1, Duration.ZERO));
    }
    pass(Duration.ofSeconds(2));

    var picks = picks(registry, WORK, Selection.POWER_OF_TWO, 1_000);

    assertThat(picks).doesNotContainKey(worker(3));
    assertThat(picks.get(worker(0))).isBetween(420, 580);
  }

  @Test
  void aConsistentHashMovesNoMoreKeysThanItMust() {
    var registry = openWith(10);
    var before = byKey(registry, 1_000);
    assertThat(byKey(registry, 1_000)).isEqualTo(before);
    assertThat(new HashSet<>(before.values())).hasSize(10);

    registry.register(agent(worker(3))).close();

    var after = byKey(registry, 1_000);
    before.forEach((key, agent) -> {
      if (!agent.equals(worker(3))) {
        assertThat(after.get(key)).isEqualTo(agent);
      }
    });
    registry.register(agent(worker(3)));
    assertThat(byKey(registry, 1_000)).isEqualTo(before);
  }

  @Test
  void allProcessesAgreeOnAConsistentHash() {
    var registry = openWith(10);
    var other = open();
    other.refresh();

    assertThat(byKey(other, 200)).isEqualTo(byKey(registry, 200));
  }

  @Test
  void fastestIsWhoHasBeenAnsweringQuickest() {
    var registry = openWith(3);
    answersWithin(registry, worker(0), Duration.ofMillis(30));
    answersWithin(registry, worker(1), Duration.ofMillis(5));

    assertThat(registry.select(WORK, Selection.FASTEST)).contains(worker(1));
    for (int i = 0; i < 30; i++) {
      answersWithin(registry, worker(1), Duration.ofMillis(200));
    }
    assertThat(registry.select(WORK, Selection.FASTEST)).contains(worker(0));
  }

  private void answersWithin(AgentRegistry registry, AgentId agent, Duration roundTrip) {
    var others = new HashSet<>(registry.find(WORK).ids());
    others.remove(agent);
    var errand = registry.assign(WORK.except(others), Selection.FASTEST).orElseThrow();
    time.advance(roundTrip);
    errand.done();
  }

  @Test
  void aStickySelectionStaysWithOneForAsLongAsThatOneWouldDo() {
    var registry = openWith(5);
    var how = Selection.sticky(Selection.LEAST_LOADED, "conversation-1");
    var first = registry.select(WORK, how).orElseThrow();
    for (int i = 0; i < 20; i++) {
      registry.assign(WORK, how);
    }
    assertThat(registry.select(WORK, how)).as("loaded or not").contains(first);

    registry.register(agent(first)).drain();

    var second = registry.select(WORK, how).orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(registry.select(WORK, how)).contains(second);
  }

  @Test
  void oneSelectionClingsToOneKey() {
    assertThatThrownBy(() -> Selection.sticky(Selection.sticky(Selection.FASTEST, "a"), "b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Selection.consistentHash("")).hasMessageContaining("key");
  }

  private static Map<AgentId, Integer> picks(
      AgentRegistry registry, AgentQuery query, Selection how, int times) {
    var picks = new HashMap<AgentId, Integer>();
    for (int i = 0; i < times; i++) {
      picks.merge(registry.select(query, how).orElseThrow(), 1, Integer::sum);
    }
    return picks;
  }

  private static Map<String, AgentId> byKey(AgentRegistry registry, int keys) {
    var byKey = new HashMap<String, AgentId>();
    for (int i = 0; i < keys; i++) {
      byKey.put("k" + i, registry.select(WORK, Selection.consistentHash("k" + i)).orElseThrow());
    }
    return byKey;
  }
}
