package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.memory.MemoryAgentStore;
import dev.maos.monitor.Health;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Changes;
import dev.maos.registry.Liveness;
import dev.maos.registry.Position;
import dev.maos.registry.RecordPage;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Selection;
import dev.maos.registry.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stores that fail, lose bells or lose their memory; and what others are told meanwhile. */
class RegistryTroubleTest extends RegistryScene {

  // A store that does not answer.

  @Test
  void whoCannotReachTheStoreKeepsItsViewAndTakesNobodyForDead() {
    store.loseBells();
    var here = open();
    open(memory, RegistryOptions.defaults(), Surroundings.none()).register(agent(ANN));
    here.refresh();
    store.fail();

    pass(Duration.ofMinutes(10));

    var ann = here.agent(ANN).orElseThrow();
    assertThat(ann.liveness()).isNotEqualTo(Liveness.GONE);
    assertThat(here.health().health()).isInstanceOf(Health.Degraded.class);
    assertThat(here.health().health().reasons())
        .anySatisfy(reason -> assertThat(reason).contains("view", "s old"));
    store.heal();
    pass(Duration.ofSeconds(2));
    assertThat(here.agent(ANN).orElseThrow().liveness()).isEqualTo(Liveness.ALIVE);
    assertThat(here.health().health()).isInstanceOf(Health.Healthy.class);
  }

  @Test
  void whoCannotBeatSaysSo() {
    var here = open();
    here.register(agent(ANN));
    here.refresh();
    store.fail();

    pass(Duration.ofSeconds(50));
    assertThat(here.health().health().reasons())
        .anySatisfy(reason -> assertThat(reason).contains("could not beat"));
    pass(Duration.ofSeconds(50));
    assertThat(here.health().health().reasons())
        .anySatisfy(reason -> assertThat(reason).contains("given this process up"));
    store.heal();
    pass(Duration.ofSeconds(2));

    assertThat(here.health().health()).isInstanceOf(Health.Healthy.class);
    assertThat(here.metrics().beatsFailed()).isPositive();
  }

  @Test
  void aRegistryThatCannotBeginSaysWhyAndBeginsLater() {
    store.fail();
    var here = open();

    assertThatThrownBy(() -> here.find(AgentQuery.any()))
        .hasMessageContaining("TRANSPORT_UNAVAILABLE");
    store.heal();

    assertThat(here.find(AgentQuery.any()).ids()).isEmpty();
  }

  @Test
  void aBackendWithoutAgentsIsNamedOnFirstUse() {
    var here =
        closing(
            new AgentRegistry(
                () -> {
                  throw new MaosException(ErrorCode.UNSUPPORTED, "no agents here");
                },
                RegistryOptions.defaults(),
                Surroundings.none(),
                time,
                new Seed(1).random()));

    assertThat(here.health().health()).isInstanceOf(Health.Healthy.class);
    assertThatThrownBy(() -> here.register(agent(ANN))).hasMessageContaining("UNSUPPORTED");
  }

  @Test
  void aStoreOutOfReachIsAskedOnceASecondHoweverOftenItsBellRings() {
    var here = open();
    here.refresh();
    var there = open(memory, RegistryOptions.defaults(), Surroundings.none());
    store.fail();
    for (int i = 0; i < 30; i++) {
      long failed = here.metrics().readsFailed();
      there.register(agent("a" + i));
      Waiting.until("a failure for each bell", () -> here.metrics().readsFailed() > failed);
    }
    int asked = store.calls();

    pass(Duration.ofSeconds(10));

    assertThat(store.calls() - asked).isBetween(9, 30);
  }

  @Test
  void aStateThatCannotBeWrittenIsTriedOnceASecondHoweverOftenItChanges() {
    var here = open();
    var ann = here.register(agent(ANN));
    store.fail();
    for (int i = 0; i < 15; i++) {
      assertThatThrownBy(() -> ann.status(AgentStatus.BUSY)).isInstanceOf(MaosException.class);
      assertThatThrownBy(() -> ann.status(AgentStatus.IDLE)).isInstanceOf(MaosException.class);
    }
    int asked = store.calls();

    pass(Duration.ofSeconds(10));

    assertThat(store.calls() - asked).isBetween(9, 30);
  }

  @Test
  void aBellThatRingsWhileEverybodyIsReadIsNoGap() {
    var here = open(new Ringing(), RegistryOptions.defaults(), Surroundings.none());

    here.refresh();

    assertThat(here.metrics().gaps()).isZero();
  }

  /** A store whose bell rings while everybody is read, and which gives time to answer it. */
  private final class Ringing extends ForwardingAgentStore {
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile Runnable bell = () -> {};

    @Override
    AgentStore asked() {
      return memory;
    }

    @Override
    public Listening listen(Runnable ringing) {
      bell = ringing;
      return memory.listen(ringing);
    }

    @Override
    public RecordPage records(String token, int limit) {
      bell.run();
      try {
        // Nobody should; who does will be found to have come too early.
        var _ = answered.await(200, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return memory.records(token, limit);
    }

    @Override
    public Changes changes(Position after, int limit) {
      answered.countDown();
      return memory.changes(after, limit);
    }

    @Override
    public Push push() {
      return Push.RELIABLE;
    }
  }

  // Bells that get lost.

  @Test
  void withoutBellsTheViewIsAtMostASecondOld() {
    store.loseBells();
    var here = open();
    here.refresh();
    var there = open(memory, RegistryOptions.defaults(), Surroundings.none());
    var registration = there.register(agent(ANN));

    time.advance(Duration.ofSeconds(1));
    Waiting.until("ann", () -> here.agent(ANN).isPresent());
    registration.close();
    time.advance(Duration.ofSeconds(1));
    Waiting.until("ann's departure", () -> here.agent(ANN).isEmpty());
    assertThat(here.metrics().viewAge()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  // A store that loses its memory.

  @Test
  void whatAStoreForgetsIsRegisteredAgainByThoseWhoLive() {
    var world = new Lost();
    var here = open(world.line, RegistryOptions.defaults(), Surroundings.none());
    var ann = here.register(agent(ANN));
    ann.status(AgentStatus.BUSY);
    var watching = open(world.line, RegistryOptions.defaults(), Surroundings.none());
    watching.refresh();

    world.loseMemory();
    pass(Duration.ofSeconds(31));
    watching.refresh();
    here.refresh();

    assertThat(ann.isHeld()).isTrue();
    assertThat(watching.agent(ANN).orElseThrow().status()).isEqualTo(AgentStatus.BUSY);
    assertThat(watching.agent(ANN).orElseThrow().liveness()).isEqualTo(Liveness.ALIVE);
    assertThat(here.select(AgentQuery.any(), Selection.LEAST_LOADED)).contains(ANN);
    ann.status(AgentStatus.IDLE);
    assertThat(here.agent(ANN).orElseThrow().status()).isEqualTo(AgentStatus.IDLE);
  }

  /** A store that can be exchanged for an empty one behind everybody's back. */
  private final class Lost {
    final SwitchedAgentStore line = new SwitchedAgentStore(new MemoryAgentStore(time));

    void loseMemory() {
      time.advance(Duration.ofMillis(1));
      line.switchTo(new MemoryAgentStore(time));
    }
  }

  // What is announced.

  @Test
  void everythingThatHappensToAnAgentIsAnnouncedWithItsReason() {
    Queue<String> said = new ConcurrentLinkedQueue<>();
    Announcer announcer =
        (what, who, about, data, cause) -> said.add(what + " " + who + " " + data.text());
    var here = open(Surroundings.none().announcer(announcer));
    var ann = here.register(agent(ANN));
    ann.status(AgentStatus.BUSY);
    ann.leave("it is late");
    var bob = here.register(agent(BOB));
    open().register(agent(BOB));
    Waiting.until("loss", () -> said.stream().anyMatch(line -> line.contains("SUPERSEDED bob")));
    assertThat(bob.isHeld()).isFalse();
    here.register(agent(CYD));
    here.close();

    assertThat(said)
        .extracting(line -> line.substring(0, line.indexOf(' ', line.indexOf(' ') + 1)))
        .containsExactly(
            "AGENT_CREATED ann",
            "AGENT_STATUS_CHANGED ann",
            "AGENT_DESTROYED ann",
            "AGENT_CREATED bob",
            "AGENT_SUPERSEDED bob",
            "AGENT_CREATED cyd",
            "AGENT_DESTROYED cyd");
    assertThat(said).anyMatch(line -> line.contains("it is late"));
    assertThat(said).anyMatch(line -> line.contains("\"from\":\"ACTIVE\""));
  }

  @Test
  void aDeathIsAnnouncedByOneOfThoseWhoLive() {
    Queue<String> said = new ConcurrentLinkedQueue<>();
    Announcer announcer = (what, who, about, data, cause) -> said.add(what + " " + who);
    var living =
        List.of(
            open(Surroundings.none().announcer(announcer)),
            open(Surroundings.none().announcer(announcer)),
            open(Surroundings.none().announcer(announcer)));
    for (int i = 0; i < 3; i++) {
      living.get(i).register(agent("host" + i));
    }
    var line = new FaultyAgentStore(memory);
    var dying = open(line, RegistryOptions.defaults(), Surroundings.none());
    for (int i = 0; i < 10; i++) {
      dying.register(agent("a" + i));
    }
    living.forEach(AgentRegistry::refresh);
    line.fail();
    said.clear();

    pass(Duration.ofSeconds(91));

    Waiting.until("ten deaths", () -> said.size() >= 10);
    for (int i = 0; i < 10; i++) {
      assertThat(said).containsOnlyOnce("AGENT_GONE a" + i);
    }
    assertThat(said).hasSize(10);
  }

  @Test
  void oneOfThoseWhoLiveLooksAfterEachAgent() {
    var registries = List.of(open(), open(), open(), open());
    for (int i = 0; i < 3; i++) {
      registries.get(i).register(agent("host" + i));
    }
    registries.forEach(AgentRegistry::refresh);

    for (int i = 0; i < 50; i++) {
      var agent = AgentId.of("a" + i);
      assertThat(registries.stream().filter(its -> its.looksAfter(agent))).hasSize(1);
      assertThat(registries.get(3).looksAfter(agent)).as("it hosts nobody").isFalse();
    }
  }
}
