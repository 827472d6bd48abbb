package dev.maos.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.registry.AgentChange.Kind;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.Liveness;
import dev.maos.registry.RegistryOptions;
import dev.maos.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes until every watcher knows that somebody is gone, when processes are killed, and
 * when agents leave. Ten of each, unless the profile {@code faults} makes it a hundred.
 */
@Timeout(900)
class DeathsTest {
  private static final int DEATHS = 5 * Size.given().injections();
  private static final int AT_ONCE = 5;
  private static final int WATCHERS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LATEST = HostMain.RHYTHM.timeout().plusSeconds(1);
  private static final RegistryOptions OPTIONS = RegistryOptions.defaults().rhythm(HostMain.RHYTHM);

  private final TimeSource time = TimeSource.system();
  private final List<Maos> processes = new ArrayList<>();
  private final List<Obituaries> watchers = new ArrayList<>();
  @AutoClose private final RedisServer server = RedisServer.start();
  @TempDir private Path folder;

  @BeforeEach
  void beginToWatch() {
    for (int i = 0; i < WATCHERS; i++) {
      var watcher = new Obituaries();
      open().registry().watch(watcher);
      watchers.add(watcher);
    }
  }

  private Maos open() {
    var maos = Maos.builder(uri()).registry(OPTIONS).open();
    processes.add(maos);
    return maos;
  }

  private String uri() {
    return server.uri() + "?timeout=5s";
  }

  @AfterEach
  void closeThem() {
    processes.forEach(Maos::close);
  }

  @Test
  void everyWatcherKnowsOfADeathASecondAfterTheTimeout() throws Exception {
    var spans =
        new Spans(
            "kills until %d watchers knew, the timeout being %,d ms"
                .formatted(WATCHERS, HostMain.RHYTHM.timeout().toMillis()),
            Duration.ofMillis(100));
    try (var stalls = Stalls.watching()) {
      for (int i = 0; i < DEATHS; i += AT_ONCE) {
        kill(IntStream.range(i, i + AT_ONCE).mapToObj(number -> "host-" + number).toList(), spans);
      }
      System.out.print(spans);

      assertThat(spans.count()).isEqualTo(DEATHS);
      assertThat(spans.longest())
          .as("this process stood still for %s", stalls.longest())
          .isLessThanOrEqualTo(LATEST.plus(stalls.longest()));
    }
  }

  private void kill(List<String> names, Spans spans) throws InterruptedException {
    var children = names.stream().map(this::host).toList();
    try {
      children.forEach(Child::awaitReady);
      awaitAlive(names.size());
      var killedAt = new HashMap<String, Long>();
      for (int i = 0; i < names.size(); i++) {
        killedAt.put(names.get(i), time.nanos());
        children.get(i).kill();
      }
      for (var killed : killedAt.entrySet()) {
        spans.add(knownAfter(Kind.GONE, AgentId.of(killed.getKey()), killed.getValue()));
      }
    } finally {
      children.forEach(Child::close);
    }
  }

  private Child host(String name) {
    return Child.host(name, folder.resolve(name), uri(), name);
  }

  private void awaitAlive(int many) throws InterruptedException {
    for (var process : processes) {
      assertThat(process.registry().await(AgentQuery.any().of(Liveness.ALIVE), many, PATIENCE))
          .isTrue();
    }
  }

  /** How long after that moment the last of the watchers is told. */
  private long knownAfter(Kind kind, AgentId agent, long since) throws InterruptedException {
    long longest = 0;
    for (var watcher : watchers) {
      longest = Math.max(longest, watcher.await(kind, agent, since, PATIENCE) - since);
    }
    return longest;
  }

  @Test
  void everyWatcherKnowsOfWhoLeaves() throws Exception {
    var registry = open().registry();
    var spans = new Spans("agents that left until all knew", Duration.ofMillis(10));
    for (int i = 0; i < DEATHS; i++) {
      var agent = AgentId.of("leaving-" + i);
      long cameAt = time.nanos();
      var registration = registry.register(AgentDescriptor.of(agent).build());
      knownAfter(Kind.ADDED, agent, cameAt);

      long leftAt = time.nanos();
      registration.close();
      spans.add(knownAfter(Kind.LEFT, agent, leftAt));
    }
    System.out.print(spans);

    assertThat(spans.count()).isEqualTo(DEATHS);
  }
}
