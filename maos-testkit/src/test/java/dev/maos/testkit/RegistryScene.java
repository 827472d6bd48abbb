package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.memory.MemoryAgentStore;
import dev.maos.registry.AgentChange;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStore;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Surroundings;
import dev.maos.registry.WatchListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Registries over one store, like processes over one server, in a time that is moved by hand. */
@Timeout(60)
abstract class RegistryScene {
  static final AgentId ANN = AgentId.of("ann");
  static final AgentId BOB = AgentId.of("bob");
  static final AgentId CYD = AgentId.of("cyd");

  final ManualTime time = new ManualTime();
  final MemoryAgentStore memory = new MemoryAgentStore(time);
  final FaultyAgentStore store = new FaultyAgentStore(memory);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private long seeds = 1;

  @AfterEach
  void closeWhatWasOpened() throws Exception {
    store.heal();
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  final <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  final AgentRegistry open() {
    return open(Surroundings.none());
  }

  final AgentRegistry open(Surroundings surroundings) {
    return open(store, RegistryOptions.defaults(), surroundings);
  }

  final AgentRegistry open(AgentStore over, RegistryOptions options, Surroundings surroundings) {
    return closing(
        new AgentRegistry(() -> over, options, surroundings, time, new Seed(seeds++).random()));
  }

  static AgentDescriptor agent(AgentId id) {
    return AgentDescriptor.of(id).type("worker").able("work", "1.2").build();
  }

  static AgentDescriptor agent(String id) {
    return agent(AgentId.of(id));
  }

  /** Moves time in small steps, as it passes, so that everybody beats and looks meanwhile. */
  final void pass(Duration duration) {
    var left = duration;
    while (left.isPositive()) {
      var step = left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1);
      time.advance(step);
      left = left.minus(step);
    }
  }

  /** Remembers what a watch is told. */
  static final class Heard implements WatchListener {
    final List<AgentChange> changes = new ArrayList<>();
    int startedOver;

    @Override
    public synchronized void changed(AgentChange change) {
      changes.add(change);
    }

    @Override
    public synchronized void startsOver() {
      startedOver++;
      changes.clear();
    }

    /** As in {@code "ADDED ann"}. */
    synchronized List<String> words() {
      return changes.stream().map(change -> change.kind() + " " + change.agent()).toList();
    }

    void await(String... words) {
      Waiting.until(
          () -> List.of(words) + " among " + words(),
          () -> words().containsAll(List.of(words)),
          () -> {});
    }

    synchronized AgentChange of(AgentChange.Kind kind) {
      return changes.stream().filter(change -> change.kind() == kind).findFirst().orElseThrow();
    }
  }
}
