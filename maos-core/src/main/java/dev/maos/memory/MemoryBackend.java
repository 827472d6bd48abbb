package dev.maos.memory;

import dev.maos.backend.Backend;
import dev.maos.backend.SharedTables;
import dev.maos.base.TimeSource;
import dev.maos.consensus.DecisionStore;
import dev.maos.event.EventStore;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.registry.AgentStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded backend: nothing to install, and nothing that outlives the process. Thread-safe;
 * owns no thread.
 */
public final class MemoryBackend implements Backend {
  private final MemoryTransport transport;
  private final MemoryEventStore events;
  private final MemoryAgentStore agents;
  private final MemoryDecisionStore decisions;
  private final MemoryTables tables;

  public MemoryBackend(QueueLimits limits, TimeSource time) {
    this.transport = new MemoryTransport(limits, time);
    this.events = MemoryEventStore.of(time);
    this.agents = new MemoryAgentStore(time);
    this.decisions = new MemoryDecisionStore(time);
    this.tables = new MemoryTables(time);
  }

  @Override
  public MessageTransport messages() {
    return transport;
  }

  @Override
  public EventStore events() {
    return events;
  }

  @Override
  public AgentStore agents() {
    return agents;
  }

  @Override
  public DecisionStore decisions() {
    return decisions;
  }

  @Override
  public Optional<SharedTables> tables() {
    return Optional.of(tables);
  }

  /** Degraded if exactly-once ids had to be forgotten before their window ended. */
  @Override
  public ComponentHealth health() {
    long forgotten = transport.idsForgottenEarly();
    Health health =
        forgotten == 0
            ? new Health.Healthy()
            : new Health.Degraded(
                List.of(
                    forgotten
                        + " exactly-once ids were forgotten before the dedupe window ended;"
                        + " raise dedupeCapacity"));
    return new ComponentHealth("backend", health, Duration.ZERO, Map.of("durability", "MEMORY"));
  }

  @Override
  public void close() {
    // Nothing else to release: queues are collected with this object, alarms find nothing to do.
    events.close();
  }
}
