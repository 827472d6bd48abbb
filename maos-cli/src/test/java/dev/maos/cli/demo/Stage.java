package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.backend.Backend;
import dev.maos.base.TimeSource;
import dev.maos.consensus.DecisionStore;
import dev.maos.event.EventStore;
import dev.maos.memory.MemoryAgentStore;
import dev.maos.memory.MemoryDecisionStore;
import dev.maos.message.MessageTransport;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.registry.AgentStore;
import dev.maos.registry.RegistryOptions;
import dev.maos.testkit.Seed;
import java.time.Duration;
import java.util.Map;

/** What a demo runs on: storage that may be shared, and whose messages may make trouble. */
record Stage(MessageTransport messages, AgentStore agents, DecisionStore decisions)
    implements Backend {
  /** Storage of messages, with agents and votes in memory beside it. */
  static Stage of(MessageTransport messages) {
    return new Stage(
        messages,
        new MemoryAgentStore(TimeSource.system()),
        new MemoryDecisionStore(TimeSource.system()));
  }

  Maos open(long seed) {
    return open(seed, RegistryOptions.defaults());
  }

  Maos open(long seed, RegistryOptions options) {
    return Maos.builder("memory:")
        .backend(this)
        .registry(options)
        .random(new Seed(seed).random())
        .open();
  }

  @Override
  public EventStore events() {
    throw new UnsupportedOperationException("only messages, agents and votes");
  }

  @Override
  public ComponentHealth health() {
    return new ComponentHealth("backend", new Health.Healthy(), Duration.ZERO, Map.of());
  }

  @Override
  public void close() {
    // Shared, and collected with the test.
  }
}
