package dev.maos;

import dev.maos.backend.Backend;
import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.TimeSource;
import dev.maos.message.Address;
import dev.maos.message.AgentFinder;
import dev.maos.message.MessageBus;
import dev.maos.monitor.ComponentHealth;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.RegistryMetrics;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Selection;
import dev.maos.registry.Surroundings;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The registry and the bus, each of which needs the other: the bus to find who is able, the
 * registry to probe over the bus and to see who has how much to do. Whoever never asks for the
 * registry pays nothing for it. Thread-safe.
 */
final class Agents implements AgentFinder, AutoCloseable {
  private final AgentRegistry registry;
  private final TimeSource time;
  private volatile @Nullable MessageBus bus;
  private volatile @Nullable Reselection reselection;
  private boolean closed;

  Agents(
      Backend backend,
      RegistryOptions options,
      Announcer announcer,
      TimeSource time,
      RandomGenerator random) {
    var surroundings =
        Surroundings.none()
            .announcer(announcer)
            .prober(new BusProber(this::bus))
            .sensor(new BusSensor(this::bus));
    this.registry = new AgentRegistry(backend::agents, options, surroundings, time, random);
    this.time = time;
  }

  /** To be called once, before anything else. */
  void connect(MessageBus opened) {
    bus = opened;
  }

  private MessageBus bus() {
    return Objects.requireNonNull(bus, "connected");
  }

  AgentRegistry registry() {
    if (reselection == null) {
      begin();
    }
    return registry;
  }

  // From the first use on, messages do not wait for the dead. A registry that cannot be used says
  // so when it is.
  private synchronized void begin() {
    if (reselection == null && !closed) {
      reselection = new Reselection(bus(), registry, time);
    }
  }

  @Override
  public Optional<AgentId> find(
      Address.ToCapable wanted, Set<AgentId> except, Optional<String> key) {
    var query = AgentQuery.any().except(except);
    for (var need : wanted.needs()) {
      query = query.able(need);
    }
    var how = key.map(Selection::consistentHash).orElse(registry.options().selection());
    return registry().send(query, how);
  }

  RegistryMetrics metrics() {
    return registry.metrics();
  }

  ComponentHealth health() {
    return registry.health();
  }

  /** Leaves with all agents of this process, while the bus still works. */
  @Override
  public void close() {
    Reselection ending;
    synchronized (this) {
      closed = true;
      ending = reselection;
    }
    if (ending != null) {
      ending.close();
    }
    registry.close();
  }
}
