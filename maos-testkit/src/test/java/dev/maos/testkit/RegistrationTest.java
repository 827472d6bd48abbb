package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.KnownAgent;
import dev.maos.registry.Liveness;
import dev.maos.registry.RegistrationLostException;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Rhythm;
import dev.maos.registry.Seen;
import dev.maos.registry.Selection;
import dev.maos.registry.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Leases: who registers is known, who is silent is gone, who is superseded is told and stops. */
class RegistrationTest extends RegistryScene {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private Liveness liveness(AgentRegistry registry, AgentId agent) {
    return registry.agent(agent).orElseThrow().liveness();
  }

  // Beats.

  @Test
  void whoRegistersIsSeenAtOnceHereAndAfterARefreshElsewhere() {
    var here = open();
    var there = open();
    there.refresh();

    here.register(agent(ANN));

    assertThat(here.agent(ANN)).isPresent();
    there.refresh();
    assertThat(there.agent(ANN).map(KnownAgent::liveness)).contains(Liveness.ALIVE);
  }

  @Test
  void whoLeavesIsGoneHereAtOnceAndMayComeAgain() {
    var here = open();
    var told = new Heard();
    closing(here.watch(told));
    for (int i = 0; i < 200; i++) {
      var id = AgentId.of("a" + i);
      here.register(agent(id)).close();
      assertThat(here.agent(id)).isEmpty();
      assertThat(here.select(AgentQuery.any(), Selection.LEAST_LOADED)).isEmpty();
    }

    here.register(agent("a199"));

    assertThat(here.agent(AgentId.of("a199"))).isPresent();
    told.await("LEFT a0", "LEFT a198");
    here.refresh();
    assertThat(here.agent(AgentId.of("a198"))).isEmpty();
    assertThat(here.agent(AgentId.of("a199"))).isPresent();
  }

  @Test
  void aRegistrationBeatsByItself() {
    var here = open();
    var there = open();
    here.register(agent(ANN));
    there.refresh();

    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(29));
      assertThat(liveness(there, ANN)).isEqualTo(Liveness.ALIVE);
      assertThat(liveness(here, ANN)).isEqualTo(Liveness.ALIVE);
    }
    assertThat(here.metrics().beats()).isEqualTo(19);
  }

  @Test
  void oneBeatServesAllAgentsOfAProcess() {
    var here = open();
    here.registerAll(IntStream.range(0, 500).mapToObj(i -> agent("a" + i)).toList());
    here.refresh();
    int before = store.calls();

    time.advance(Duration.ofSeconds(30));

    assertThat(store.calls() - before).isEqualTo(1);
  }

  @Test
  void registeringAgainAndAgainDoesNotKeepAProcessFromBeating() {
    var here = open();
    var there = open();
    here.register(agent(ANN));
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(10));
      here.register(agent("a" + i));
    }
    there.refresh();

    assertThat(liveness(there, ANN)).isEqualTo(Liveness.ALIVE);
    assertThat(here.metrics().beats()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void aSilentProcessIsASuspectThenGoneAndItsAgentsAreNotPicked() {
    var here = open(memory, RegistryOptions.defaults(), Surroundings.none());
    var there = open();
    // A process that dies says nothing more: this one cannot reach the store.
    var line = new FaultyAgentStore(memory);
    var dying = open(line, RegistryOptions.defaults(), Surroundings.none());
    dying.register(agent(ANN));
    here.register(agent(BOB));
    there.refresh();
    line.fail();

    pass(Duration.ofSeconds(44));
    assertThat(liveness(there, ANN)).isEqualTo(Liveness.ALIVE);
    pass(Duration.ofSeconds(1));
    assertThat(liveness(there, ANN)).isEqualTo(Liveness.SUSPECT);
    assertThat(there.select(AgentQuery.any(), Selection.ROUND_ROBIN)).contains(BOB);
    pass(Duration.ofSeconds(44));
    assertThat(liveness(there, ANN)).isEqualTo(Liveness.SUSPECT);
    pass(Duration.ofSeconds(1));
    assertThat(liveness(there, ANN)).isEqualTo(Liveness.GONE);
    assertThat(liveness(there, BOB)).isEqualTo(Liveness.ALIVE);
  }

  @Test
  void aProcessThatComesBackIsAliveAgainWithItsAgents() {
    var line = new FaultyAgentStore(memory);
    var here = open(line, RegistryOptions.defaults(), Surroundings.none());
    var there = open();
    var registration = here.register(agent(ANN));
    there.refresh();
    line.fail();
    pass(TIMEOUT.plusSeconds(5));
    assertThat(liveness(there, ANN)).isEqualTo(Liveness.GONE);

    line.heal();
    pass(Duration.ofSeconds(2));

    there.refresh();
    assertThat(liveness(there, ANN)).isEqualTo(Liveness.ALIVE);
    assertThat(registration.isHeld()).isTrue();
  }

  @Test
  void aProcessCanBeatInARhythmOfItsOwn() {
    var quick = RegistryOptions.defaults().rhythm(Rhythm.every(Duration.ofSeconds(1)));
    var line = new FaultyAgentStore(memory);
    var here = open(line, quick, Surroundings.none());
    var there = open();
    here.register(agent(ANN));
    there.refresh();
    pass(Duration.ofSeconds(60));
    assertThat(liveness(there, ANN)).isEqualTo(Liveness.ALIVE);

    line.fail();
    pass(Duration.ofSeconds(3));

    assertThat(liveness(there, ANN)).isEqualTo(Liveness.GONE);
  }

  @Test
  void whoIsGoneIsForgottenAfterADayAndRegistersAgainWhenItComesBack() {
    var line = new FaultyAgentStore(memory);
    var here = open(line, RegistryOptions.defaults(), Surroundings.none());
    var there = open();
    var registration = here.register(agent(ANN));
    long before = registration.incarnation();
    there.refresh();
    line.fail();

    for (int i = 0; i < 25 * 60; i++) {
      time.advance(Duration.ofMinutes(1));
    }
    there.refresh();
    assertThat(there.agent(ANN)).isEmpty();
    line.heal();
    pass(Duration.ofSeconds(2));

    there.refresh();
    assertThat(liveness(there, ANN)).isEqualTo(Liveness.ALIVE);
    assertThat(registration.incarnation()).isGreaterThan(before);
    assertThat(registration.isHeld()).isTrue();
  }

  // Two processes, one id.

  @Test
  void theNewerOfTwoProcessesHasTheIdAndTheOlderIsToldAndStops() {
    var older = open();
    var newer = open();
    var told = new ConcurrentLinkedQueue<String>();
    var first = older.register(agent(ANN));
    first.onLost(told::add);

    var second = newer.register(agent(ANN));

    Waiting.until("loss", () -> !told.isEmpty());
    assertThat(told.element()).contains(newer.session().value());
    assertThat(first.isHeld()).isFalse();
    assertThat(second.isHeld()).isTrue();
    assertThatThrownBy(() -> first.status(AgentStatus.BUSY))
        .isInstanceOf(RegistrationLostException.class);
    assertThatThrownBy(() -> first.load(1)).isInstanceOf(RegistrationLostException.class);
    first.close();
    assertThat(newer.agent(ANN)).as("the older cannot take it out").isPresent();
    assertThat(older.metrics().lost()).isEqualTo(1);
  }

  @Test
  void theOlderIsToldByItsNextWriteIfItHearsNothingElse() {
    store.loseBells();
    var older = open();
    var newer = open();
    var first = older.register(agent(ANN));
    newer.register(agent(ANN));

    assertThatThrownBy(() -> first.status(AgentStatus.BUSY))
        .isInstanceOf(RegistrationLostException.class);
    assertThat(newer.agent(ANN).orElseThrow().status()).isEqualTo(AgentStatus.ACTIVE);
  }

  @Test
  void whoComesTooLateToHearOfALossIsToldAllTheSame() {
    var older = open();
    var first = older.register(agent(ANN));
    open().register(agent(ANN));
    older.refresh();
    var told = new ConcurrentLinkedQueue<String>();

    first.onLost(told::add);

    Waiting.until("loss", () -> told.size() == 1);
  }

  @Test
  void aProcessThatRegistersAnIdAgainSupersedesItself() {
    var here = open();
    var first = here.register(agent(ANN));
    var second = here.register(agent(ANN));

    assertThat(first.isHeld()).isFalse();
    assertThat(second.isHeld()).isTrue();
    second.status(AgentStatus.BUSY);
    assertThat(here.agent(ANN).orElseThrow().status()).isEqualTo(AgentStatus.BUSY);
  }

  @Test
  void whoWasForgottenDoesNotTakeItsIdBackFromAnother() {
    var line = new FaultyAgentStore(memory);
    var older = open(line, RegistryOptions.defaults(), Surroundings.none());
    var newer = open();
    var first = older.register(agent(ANN));
    var other = older.register(agent(BOB));
    line.fail();
    memory.end(older.session(), "as if it had been forgotten");
    newer.register(agent(ANN));

    line.heal();
    pass(Duration.ofSeconds(31));

    assertThat(first.isHeld()).isFalse();
    assertThat(other.isHeld()).isTrue();
    newer.refresh();
    assertThat(newer.agent(ANN).orElseThrow().record().session()).isEqualTo(newer.session());
    assertThat(newer.agent(BOB).orElseThrow().record().session()).isEqualTo(older.session());
  }

  @Test
  void manyProcessesThatClaimOneIdEndWithOneHolder() throws Exception {
    var registries = IntStream.range(0, 8).mapToObj(i -> open()).toList();
    var registrations = new ConcurrentLinkedQueue<dev.maos.registry.Registration>();
    var threads = new ArrayList<Thread>();
    for (var registry : registries) {
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < 20; i++) {
              registrations.add(registry.register(agent(ANN)));
            }
          }));
    }
    for (var thread : threads) {
      thread.join();
    }
    registries.forEach(AgentRegistry::refresh);

    var held = registrations.stream().filter(its -> its.isHeld()).toList();
    assertThat(held).hasSize(1);
    assertThat(memory.records("", 10).records())
        .singleElement()
        .satisfies(
            record -> assertThat(record.incarnation()).isEqualTo(held.getFirst().incarnation()));
  }

  // Status, load, leaving.

  @Test
  void aStatusIsWrittenBeforeTheCallReturns() {
    var registration = open().register(agent(ANN), AgentStatus.REGISTERING);

    registration.status(AgentStatus.ACTIVE);
    registration.status(AgentStatus.IDLE);

    assertThat(memory.records("", 1).records().getFirst().status()).isEqualTo(AgentStatus.IDLE);
  }

  @Test
  void aStatusThatTheTableDoesNotHaveIsRefusedAndNothingChanges() {
    var registration = open().register(agent(ANN), AgentStatus.MAINTENANCE);

    var refusal =
        catchThrowableOfType(MaosException.class, () -> registration.status(AgentStatus.BUSY));

    assertThat(refusal.code()).isEqualTo(ErrorCode.ILLEGAL_STATUS_CHANGE);
    assertThat(refusal).hasMessageContaining("MAINTENANCE").hasMessageContaining("BUSY");
    assertThat(registration.status()).isEqualTo(AgentStatus.MAINTENANCE);
  }

  @Test
  void nobodyRegistersAsOffline() {
    var registry = open();

    assertThatThrownBy(() -> registry.register(agent(ANN), AgentStatus.OFFLINE))
        .hasMessageContaining("ILLEGAL_STATUS_CHANGE");
    assertThat(registry.agent(ANN)).isEmpty();
  }

  @Test
  void loadsInQuickSuccessionAreWrittenAsTheLastOne() {
    var here = open();
    var registration = here.register(agent(ANN));
    here.refresh();
    int before = store.calls();
    for (int i = 1; i <= 100; i++) {
      registration.load(i / 100.0);
    }
    assertThat(store.calls()).isEqualTo(before);

    time.advance(Duration.ofMillis(100));

    assertThat(store.calls()).isGreaterThan(before);
    assertThat(memory.records("", 1).records().getFirst().state().load()).isEqualTo(1);
  }

  @Test
  void aStateThatCouldNotBeWrittenIsWrittenWhenTheStoreIsBack() {
    var registration = open().register(agent(ANN));
    store.fail();
    assertThatThrownBy(() -> registration.status(AgentStatus.BUSY))
        .hasMessageContaining("TRANSPORT_UNAVAILABLE");
    assertThat(registration.status()).isEqualTo(AgentStatus.BUSY);

    store.heal();
    pass(Duration.ofSeconds(1));

    assertThat(memory.records("", 1).records().getFirst().status()).isEqualTo(AgentStatus.BUSY);
  }

  @Test
  void whoLeavesWhileTheStoreIsAwayIsTakenOutWhenItIsBack() {
    var registration = open().register(agent(ANN));
    store.fail();
    assertThatThrownBy(registration::close).isInstanceOf(MaosException.class);
    registration.close();

    store.heal();
    pass(Duration.ofSeconds(1));

    assertThat(memory.records("", 1).records()).isEmpty();
  }

  @Test
  void closingLeavesAtOnceAndTwiceIsFine() {
    var here = open();
    var there = open();
    var registration = here.register(agent(ANN));
    registration.close();
    registration.close();
    there.refresh();

    assertThat(there.agent(ANN)).isEmpty();
    here.refresh();
    assertThat(here.agent(ANN)).isEmpty();
    var refusal =
        catchThrowableOfType(MaosException.class, () -> registration.status(AgentStatus.BUSY));
    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_REGISTERED);
  }

  @Test
  void closingARegistryLeavesWithAllItsAgents() {
    var here = open();
    var there = open();
    var registration = here.register(agent(ANN));
    here.register(agent(BOB));
    there.register(agent(CYD));

    here.close();
    here.close();

    there.refresh();
    assertThat(there.find(AgentQuery.any()).ids()).containsExactly(CYD);
    assertThat(registration.isHeld()).isFalse();
    assertThatThrownBy(() -> here.register(agent(ANN))).hasMessageContaining("REGISTRY_CLOSED");
    assertThat(time.alarms()).as("only the other's alarms").isLessThanOrEqualTo(4);
  }

  @Test
  void whoDrainsIsNotPickedAndFinishesWhatItHas() throws Exception {
    var seen = new ConcurrentHashMap<AgentId, Seen>();
    var here = open(Surroundings.none().sensor(agents -> Map.copyOf(seen)));
    var registration = here.register(agent(ANN));
    seen.put(ANN, new Seen(2, Duration.ofMillis(5)));
    pass(Duration.ofSeconds(2));
    assertThat(here.select(AgentQuery.any(), Selection.LEAST_LOADED)).contains(ANN);
    assertThat(registration.drain(Duration.ZERO)).isFalse();

    assertThat(here.select(AgentQuery.any(), Selection.LEAST_LOADED)).isEmpty();
    seen.put(ANN, Seen.NOTHING);
    pass(Duration.ofSeconds(2));
    assertThat(registration.drain(Duration.ZERO)).isTrue();

    registration.reopen();
    assertThat(here.select(AgentQuery.any(), Selection.LEAST_LOADED)).contains(ANN);
  }

  @Test
  void whoIsDescribedAnewKeepsItsStateAndIsFoundByWhatItCanNow() {
    var here = open();
    var there = open();
    var registration = here.register(agent(ANN));
    registration.status(AgentStatus.IDLE);

    registration.describe(AgentDescriptor.of(ANN).able("dance").build());

    there.refresh();
    assertThat(there.find(AgentQuery.whoIsAble("dance")).ids()).containsExactly(ANN);
    assertThat(there.find(AgentQuery.whoIsAble("work")).ids()).isEmpty();
    assertThat(there.agent(ANN).orElseThrow().status()).isEqualTo(AgentStatus.IDLE);
    registration.status(AgentStatus.BUSY);
    assertThatThrownBy(() -> registration.describe(agent(BOB)))
        .hasMessageContaining("INVALID_DESCRIPTOR");
  }

  @Test
  void whoMayNotRegisterIsRefusedAndNothingChanges() {
    var here =
        open(
            Surroundings.none()
                .guard((newcomer, holder) -> {
                  if (holder.isPresent()) {
                    throw new MaosException(ErrorCode.FORBIDDEN, "that is somebody else's id");
                  }
                }));
    here.register(agent(ANN));

    var refusal =
        catchThrowableOfType(
            MaosException.class, () -> here.registerAll(List.of(agent(BOB), agent(ANN))));

    assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(here.find(AgentQuery.any()).ids()).containsExactly(ANN);
  }

  @Test
  void tenThousandRegisterInOneCall() {
    var here = open();
    var agents = IntStream.range(0, 10_000).mapToObj(i -> agent("a" + i)).toList();

    var registrations = here.registerAll(agents);

    assertThat(registrations).hasSize(10_000).allMatch(its -> its.isHeld());
    assertThat(here.counts().agents()).isEqualTo(10_000);
    var tooMany = new ArrayList<>(agents);
    tooMany.add(agent("z"));
    assertThatThrownBy(() -> here.registerAll(tooMany)).hasMessageContaining("BATCH_TOO_LARGE");
  }
}
