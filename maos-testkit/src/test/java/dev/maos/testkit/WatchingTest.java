package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.memory.MemoryAgentStore;
import dev.maos.registry.AgentChange;
import dev.maos.registry.AgentChange.Kind;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Surroundings;
import dev.maos.registry.WatchCursor;
import dev.maos.registry.WatchStart;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Watching: everything that happens, in order, once, also by those who were away. */
class WatchingTest extends RegistryScene {
  private final Heard heard = new Heard();

  @Test
  void aWatchIsToldWhoComesChangesAndLeaves() {
    var watching = open();
    watching.watch(heard);
    var acting = open();

    var ann = acting.register(agent(ANN));
    ann.status(AgentStatus.BUSY);
    ann.leave("the day is over");

    heard.await("LEFT ann");
    assertThat(heard.words()).containsExactly("ADDED ann", "CHANGED ann", "LEFT ann");
    assertThat(heard.of(Kind.LEFT).reason()).isEqualTo("the day is over");
    assertThat(heard.of(Kind.CHANGED).record().orElseThrow().status()).isEqualTo(AgentStatus.BUSY);
  }

  @Test
  void aWatchIsToldOfSuspectsDeathsAndReturnsWhenTheyCome() {
    var watching = open();
    watching.watch(heard);
    var line = new FaultyAgentStore(memory);
    var dying = open(line, RegistryOptions.defaults(), Surroundings.none());
    dying.register(agent(ANN));
    heard.await("ADDED ann");
    watching.refresh();
    line.fail();

    pass(Duration.ofMillis(44_900));
    assertThat(heard.words()).containsExactly("ADDED ann");
    pass(Duration.ofMillis(100));
    heard.await("SUSPECT ann");
    pass(Duration.ofMillis(44_900));
    assertThat(heard.words()).doesNotContain("GONE ann");
    pass(Duration.ofMillis(100));
    heard.await("GONE ann");
    line.heal();
    pass(Duration.ofSeconds(1));
    heard.await("RETURNED ann");

    assertThat(heard.words())
        .containsExactly("ADDED ann", "SUSPECT ann", "GONE ann", "RETURNED ann");
  }

  @Test
  void nothingIsAskedOfTheStoreWhileNothingHappens() {
    var watching = open();
    watching.watch(heard);
    open().register(agent(ANN));
    heard.await("ADDED ann");
    watching.refresh();
    int before = store.calls();

    pass(Duration.ofSeconds(29));

    assertThat(store.calls()).isEqualTo(before);
  }

  @Test
  void aWatchCanBeginWithEverybodyWhoIsThere() {
    var line = new FaultyAgentStore(memory);
    open(line, RegistryOptions.defaults(), Surroundings.none()).register(agent(ANN));
    line.fail();
    pass(Duration.ofSeconds(100));
    open().register(agent(BOB));

    open().watch(WatchStart.EVERYBODY, AgentQuery.any(), heard);

    heard.await("ADDED ann", "GONE ann", "ADDED bob");
    assertThat(heard.words()).hasSize(3);
  }

  @Test
  void aWatchHearsOfThoseWhomItWants() {
    var watching = open();
    watching.watch(WatchStart.NOW, AgentQuery.whoIsAble("dance"), heard);
    var acting = open();

    acting.register(agent(ANN)).close();
    acting.register(AgentDescriptor.of(BOB).able("dance").build()).close();

    heard.await("LEFT bob");
    assertThat(heard.words()).containsExactly("ADDED bob", "LEFT bob");
  }

  @Test
  void aWatchDoesNotAskForWhatIsTrueForAMoment() {
    var watching = open();

    assertThatThrownBy(() -> watching.watch(WatchStart.NOW, AgentQuery.any().available(), heard))
        .hasMessageContaining("INVALID_SETTING");
    assertThatThrownBy(
            () -> watching.watch(WatchStart.NOW, AgentQuery.any().in(AgentStatus.BUSY), heard))
        .hasMessageContaining("INVALID_SETTING");
  }

  @Test
  void aListenerThatThrowsIsToldTheNext() {
    var watching = open();
    watching.watch(change -> {
      heard.changed(change);
      throw new IllegalStateException("cannot take it");
    });
    var acting = open();

    acting.register(agent(ANN));
    acting.register(agent(BOB));

    heard.await("ADDED ann", "ADDED bob");
  }

  @Test
  void aSlowListenerHoldsUpNobody() throws Exception {
    var watching = open();
    var stuck = new CountDownLatch(1);
    watching.watch(change -> awaitUninterrupted(stuck));
    watching.watch(heard);

    open().register(agent(ANN));

    heard.await("ADDED ann");
    stuck.countDown();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aPausedWatchIsToldLaterWhatHappenedMeanwhile() {
    var watching = open();
    var watch = watching.watch(heard);
    var acting = open();
    acting.register(agent(ANN));
    heard.await("ADDED ann");

    watch.pause();
    acting.register(agent(BOB));
    watching.refresh();
    assertThat(watch.isActive()).isFalse();
    assertThat(heard.words()).containsExactly("ADDED ann");
    watch.resume();

    heard.await("ADDED bob");
  }

  @Test
  void aClosedWatchHearsNothing() {
    var watching = open();
    var watch = watching.watch(heard);
    var other = new Heard();
    watching.watch(other);
    watch.close();
    watch.close();

    open().register(agent(ANN));

    other.await("ADDED ann");
    assertThat(heard.words()).isEmpty();
    assertThat(watch.isActive()).isFalse();
  }

  // Resuming.

  @Test
  void whoGoesOnFromACursorMissesNothingAndHearsNothingTwice() {
    var acting = open();
    var ann = acting.register(agent(ANN));
    acting.refresh();
    var first = open();
    var watch = first.watch(heard);
    ann.status(AgentStatus.BUSY);
    heard.await("CHANGED ann");
    Waiting.until("cursor behind it", () -> isBehind(watch.cursor(), heard.of(Kind.CHANGED)));
    var cursor = WatchCursor.parse(watch.cursor().toString());
    first.close();

    ann.status(AgentStatus.IDLE);
    acting.register(agent(BOB)).close();
    ann.close();

    var later = new Heard();
    open().watch(WatchStart.from(cursor), AgentQuery.any(), later);
    later.await("LEFT ann");
    assertThat(later.words()).containsExactly("CHANGED ann", "ADDED bob", "LEFT bob", "LEFT ann");
    assertThat(later.startedOver).isZero();
  }

  private static boolean isBehind(WatchCursor cursor, AgentChange change) {
    return cursor.equals(change.cursor());
  }

  @Test
  void whoGoesOnFromACursorHearsOfThoseWhoDiedMeanwhile() {
    var line = new FaultyAgentStore(memory);
    var dying = open(line, RegistryOptions.defaults(), Surroundings.none());
    dying.register(agent(ANN));
    var first = open();
    var watch = first.watch(WatchStart.EVERYBODY, AgentQuery.any(), heard);
    heard.await("ADDED ann");
    var cursor = watch.cursor();
    line.fail();

    pass(Duration.ofSeconds(100));

    var later = new Heard();
    open().watch(WatchStart.from(cursor), AgentQuery.any(), later);
    later.await("GONE ann");
    assertThat(later.words()).containsExactly("GONE ann");
  }

  @Test
  void whoComesBackTooLateStartsOver() {
    var small = new MemoryAgentStore(time, 10, 4);
    var acting = open(small, RegistryOptions.defaults(), Surroundings.none());
    acting.register(agent(ANN));
    var watching = open(small, RegistryOptions.defaults(), Surroundings.none());
    var watch = watching.watch(heard);
    var cursor = watch.cursor();
    for (int i = 0; i < 6; i++) {
      acting.register(agent(BOB));
    }

    var later = new Heard();
    watching.watch(WatchStart.from(cursor), AgentQuery.any(), later);

    later.await("ADDED ann", "ADDED bob");
    assertThat(later.startedOver).isEqualTo(1);
  }

  @Test
  void aCursorOfAnotherStoreStartsOver() {
    var watching = open();
    watching.register(agent(ANN));
    var later = new Heard();

    watching.watch(WatchStart.from(WatchCursor.parse("17-3@1000")), AgentQuery.any(), later);

    later.await("ADDED ann");
    assertThat(later.startedOver).isEqualTo(1);
    assertThatThrownBy(() -> WatchCursor.parse("17-3")).hasMessageContaining("INVALID_ID");
  }

  @Test
  void aStoreThatForgotAPartOfItsLogIsReadAnewAndWatchersHearTheDifference() {
    var small = new MemoryAgentStore(time, 10, 4);
    var line = new FaultyAgentStore(small);
    var watching = open(line, RegistryOptions.defaults(), Surroundings.none());
    var acting = open(small, RegistryOptions.defaults(), Surroundings.none());
    acting.register(agent(ANN));
    var bob = acting.register(agent(BOB));
    watching.watch(WatchStart.EVERYBODY, AgentQuery.any(), heard);
    heard.await("ADDED ann", "ADDED bob");
    line.fail();

    bob.close();
    acting.register(agent(CYD));
    var ann = acting.register(agent(ANN));
    for (int i = 0; i < 3; i++) {
      ann.status(i % 2 == 0 ? AgentStatus.BUSY : AgentStatus.IDLE);
    }
    line.heal();
    watching.refresh();

    heard.await("LEFT bob", "ADDED cyd", "CHANGED ann");
    assertThat(heard.words()).hasSize(5);
    assertThat(watching.metrics().gaps()).isEqualTo(1);
    assertThat(watching.find(AgentQuery.any()).ids()).containsExactly(ANN, CYD);
    assertThat(watching.agent(ANN).orElseThrow().status()).isEqualTo(AgentStatus.BUSY);
  }

  // Rules for any sequence.

  @Test
  void whatAWatchIsToldAddsUpToWhatIsThere() {
    Seed.range(1, 60).forEach(this::addsUp);
  }

  private void addsUp(long number) {
    var seed = new Seed(number);
    var random = seed.random();
    var world = new MemoryAgentStore(time);
    var told = new HashMap<String, String>();
    try (var watching = registry(world, seed);
        var one = registry(world, new Seed(number + 1_000));
        var other = registry(world, new Seed(number + 2_000))) {
      watching.watch(change -> note(told, change));
      for (int i = 0; i < 40; i++) {
        var acting = random.nextBoolean() ? one : other;
        var agent = agent("a" + random.nextInt(6));
        var registration = acting.register(agent);
        switch (random.nextInt(3)) {
          case 0 -> registration.status(AgentStatus.BUSY);
          case 1 -> registration.close();
          default -> {}
        }
      }
      watching.refresh();
      var there =
          watching.find(AgentQuery.any()).agents().stream()
              .collect(Collectors.toMap(a -> a.id().value(), a -> text(a.record())));
      Waiting.until(
          () -> seed + ": told " + told + " but there is " + there,
          () -> copy(told).equals(there),
          () -> {});
    }
  }

  private AgentRegistry registry(MemoryAgentStore world, Seed seed) {
    return new AgentRegistry(
        () -> world, RegistryOptions.defaults(), Surroundings.none(), time, seed.random());
  }

  private static Map<String, String> copy(Map<String, String> told) {
    synchronized (told) {
      return Map.copyOf(told);
    }
  }

  private static void note(Map<String, String> told, AgentChange change) {
    synchronized (told) {
      if (change.kind() == Kind.LEFT) {
        told.remove(change.agent().value());
      } else {
        told.put(change.agent().value(), text(change.record().orElseThrow()));
      }
    }
  }

  private static String text(dev.maos.registry.AgentRecord record) {
    return record.session() + " " + record.incarnation() + " " + record.revision();
  }
}
