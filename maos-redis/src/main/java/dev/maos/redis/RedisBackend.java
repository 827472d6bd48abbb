package dev.maos.redis;

import dev.maos.backend.Backend;
import dev.maos.backend.SharedTables;
import dev.maos.base.TimeSource;
import dev.maos.consensus.DecisionStore;
import dev.maos.event.EventStore;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.redis.agents.RedisAgentStore;
import dev.maos.redis.bus.RedisTransport;
import dev.maos.redis.decisions.RedisDecisionStore;
import dev.maos.redis.event.RedisEventStore;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.redis.tables.RedisTables;
import dev.maos.registry.AgentStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The backend that processes and machines share. What is stored lives as long as the server keeps
 * it; see the {@code durability} of its health. Thread-safe.
 */
public final class RedisBackend implements Backend {
  private final RedisLink link;
  private final RedisTransport messages;
  private final AgentStore agents;
  private final DecisionStore decisions;
  private final SharedTables tables;
  private final TimeSource time;
  private final Object lock = new Object();
  private @Nullable RedisEventStore events;

  private RedisBackend(RedisLink link, RedisTransport messages, TimeSource time) {
    this.link = link;
    this.messages = messages;
    this.time = time;
    this.agents = new RedisAgentStore(link);
    this.decisions = new RedisDecisionStore(link);
    this.tables = new RedisTables(link);
  }

  /** Connects, and refuses a server that would lose what is entrusted to it. */
  static RedisBackend open(RedisUri uri, QueueLimits limits, TimeSource time) {
    var link = RedisLink.open(uri, time);
    try {
      return new RedisBackend(link, RedisTransport.open(link, limits, time), time);
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  @Override
  public MessageTransport messages() {
    return messages;
  }

  /** Opened when it is first asked for, so that who needs no events needs no rights for them. */
  @Override
  public EventStore events() {
    synchronized (lock) {
      if (events == null) {
        events = RedisEventStore.open(link, time);
      }
      return events;
    }
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

  @Override
  public ComponentHealth health() {
    var state = link.state();
    var troubles = new ArrayList<String>();
    if (!state.reason().isEmpty()) {
      troubles.add("Redis is " + state.phase() + ": " + state.reason());
    }
    if (messages.forgottenCommands() > 0) {
      troubles.add(
          "Redis forgot "
              + messages.forgottenCommands()
              + " commands that it had answered: it came back without its last writes");
    }
    return new ComponentHealth(
        "backend",
        troubles.isEmpty() ? new Health.Healthy() : new Health.Degraded(List.copyOf(troubles)),
        Duration.ZERO,
        Map.of(
            "durability", messages.durability().level().name(),
            "server", link.uri().place(),
            "version", link.facts().version(),
            "state", state.phase().name()));
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (events != null) {
        events.close();
      }
    }
    messages.close();
    link.close();
  }
}
