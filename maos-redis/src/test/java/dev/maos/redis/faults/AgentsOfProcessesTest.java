package dev.maos.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.registry.AgentChange;
import dev.maos.registry.AgentChange.Kind;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.Liveness;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.WatchListener;
import dev.maos.testkit.redis.FaultProxy;
import dev.maos.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a registry on a server see one another come, die and come back. */
@Timeout(120)
class AgentsOfProcessesTest {
  private static final AgentId ANN = AgentId.of("ann");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AgentQuery ALIVE = AgentQuery.any().of(Liveness.ALIVE);

  private static RedisServer server;
  @TempDir private Path folder;

  @BeforeAll
  static void startServer() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void emptyTheServer() {
    server.command("FLUSHALL");
  }

  private static String uri() {
    return server.uri() + "?timeout=2s";
  }

  private static Maos open(String uri) {
    var options = RegistryOptions.defaults().rhythm(HostMain.RHYTHM);
    return Maos.builder(uri).registry(options).open();
  }

  private static void register(AgentRegistry registry, String id) {
    registry.register(AgentDescriptor.of(id).able("work").build());
  }

  /** What a watch was told, to be waited for. */
  private static final class Told implements WatchListener {
    private final BlockingQueue<AgentChange> changes = new LinkedBlockingQueue<>();

    @Override
    public void changed(AgentChange change) {
      changes.add(change);
    }

    AgentChange await(Kind kind) throws InterruptedException {
      while (true) {
        var change = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (change == null) {
          throw new AssertionError("nothing came that is " + kind);
        }
        if (change.kind() == kind) {
          return change;
        }
      }
    }
  }

  @Test
  void twoProcessesSeeEachOthersAgents() throws Exception {
    try (var one = open(uri());
        var other = open(uri())) {
      register(one.registry(), "ann");
      register(other.registry(), "bob");

      assertThat(one.registry().await(ALIVE, 2, PATIENCE)).isTrue();
      assertThat(other.registry().await(ALIVE, 2, PATIENCE)).isTrue();
    }
  }

  @Test
  void whoLeavesIsGoneAtOnceEverywhere() throws Exception {
    var told = new Told();
    try (var watching = open(uri())) {
      watching.registry().watch(told);
      try (var leaving = open(uri())) {
        register(leaving.registry(), "ann");
        told.await(Kind.ADDED);
      }

      assertThat(told.await(Kind.LEFT).agent()).isEqualTo(ANN);
      assertThat(watching.registry().agent(ANN)).isEmpty();
    }
  }

  @Test
  void theAgentsOfAKilledProcessAreGoneAfterItsTimeout() throws Exception {
    var told = new Told();
    try (var watching = open(uri());
        var child = Child.host("host", folder.resolve("host"), uri(), "ann")) {
      watching.registry().watch(told);
      child.awaitReady();
      told.await(Kind.ADDED);

      child.kill();

      assertThat(told.await(Kind.GONE).agent()).isEqualTo(ANN);
      assertThat(watching.registry().find(AgentQuery.whoIsAble("work").available()).ids())
          .isEmpty();
      assertThat(watching.registry().agent(ANN)).as("its record stays").isPresent();
    }
  }

  @Test
  void aProcessThatStoppedForAWhileReturns() throws Exception {
    var told = new Told();
    try (var watching = open(uri());
        var child = Child.host("host", folder.resolve("host"), uri(), "ann")) {
      watching.registry().watch(told);
      child.awaitReady();
      child.stop();
      told.await(Kind.GONE);

      child.goOn();

      assertThat(told.await(Kind.RETURNED).agent()).isEqualTo(ANN);
    }
  }

  @Test
  void ofTwoProcessesThatRegisterAnIdTheOlderIsToldToStop() throws Exception {
    try (var older = open(uri());
        var newer = open(uri())) {
      var lost = new LinkedBlockingQueue<String>();
      var registration = older.registry().register(AgentDescriptor.of("ann").build());
      registration.onLost(lost::add);

      register(newer.registry(), "ann");

      assertThat(lost.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("registered");
      assertThat(registration.isHeld()).isFalse();
    }
  }

  @Test
  void whenTheServerLosesItsMemoryEverybodyRegistersAnew() throws Exception {
    try (var one = open(uri());
        var other = open(uri())) {
      register(one.registry(), "ann");
      register(other.registry(), "bob");
      assertThat(one.registry().await(ALIVE, 2, PATIENCE)).isTrue();

      server.command("FLUSHALL");

      try (var late = open(uri())) {
        assertThat(late.registry().await(ALIVE, 2, PATIENCE)).isTrue();
      }
    }
  }

  @Test
  void aRestartedServerWithoutItsMemoryIsFilledAgain() throws Exception {
    try (var own = RedisServer.start();
        var one = open(own.uri() + "?timeout=2s")) {
      register(one.registry(), "ann");

      own.kill();
      own.restart();

      try (var late = open(own.uri() + "?timeout=2s")) {
        assertThat(late.registry().await(ALIVE, 1, PATIENCE)).isTrue();
      }
    }
  }

  @Test
  void whoIsCutOffTakesNobodyForDeadAndIsBackAfterwards() throws Exception {
    try (var proxy = FaultProxy.inFrontOf(server.port());
        var cutOff = open(proxy.uri() + "?timeout=500ms");
        var other = open(uri())) {
      register(cutOff.registry(), "ann");
      register(other.registry(), "bob");
      assertThat(cutOff.registry().await(ALIVE, 2, PATIENCE)).isTrue();
      var told = new Told();
      other.registry().watch(told);

      proxy.refuse();
      proxy.cut();
      assertThat(told.await(Kind.GONE).agent()).isEqualTo(ANN);
      proxy.pass();

      assertThat(told.await(Kind.RETURNED).agent()).isEqualTo(ANN);
      assertThat(cutOff.registry().await(ALIVE, 2, PATIENCE)).isTrue();
    }
  }
}
