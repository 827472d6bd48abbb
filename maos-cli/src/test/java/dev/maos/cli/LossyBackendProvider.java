package dev.maos.cli;

import dev.maos.backend.Backend;
import dev.maos.backend.BackendProvider;
import dev.maos.backend.Finding;
import dev.maos.base.TimeSource;
import dev.maos.consensus.DecisionStore;
import dev.maos.event.EventStore;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.Envelope;
import dev.maos.message.MessageId;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.monitor.ComponentHealth;
import dev.maos.registry.AgentStore;
import dev.maos.testkit.FaultPlan;
import dev.maos.testkit.FaultyTransport;
import dev.maos.testkit.Seed;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A backend, {@code lossy:}, that takes messages and loses the hundredth of them for good. */
public final class LossyBackendProvider implements BackendProvider {
  private static final int LOST = 100;

  @Override
  public Set<String> schemes() {
    return Set.of("lossy");
  }

  @Override
  public Backend open(URI uri, QueueLimits limits, TimeSource time) {
    var honest = new MemoryBackend(limits, time);
    var fate = new Fate();
    var lossy = new FaultyTransport(honest.messages(), FaultPlan.none(), time, new Seed(1));
    lossy.dropAccepted(fate);
    return new Lossy(honest, lossy);
  }

  @Override
  public long erase(URI uri, TimeSource time) {
    return 0;
  }

  @Override
  public List<Finding> examine(URI uri, TimeSource time) {
    return List.of();
  }

  /** Strikes one message, which stays struck however often one asks. */
  private static final class Fate implements Predicate<Envelope> {
    private final Set<MessageId> known = new HashSet<>();
    private final Set<MessageId> struck = new HashSet<>();

    @Override
    public synchronized boolean test(Envelope envelope) {
      if (known.size() < LOST && known.add(envelope.id()) && known.size() == LOST) {
        struck.add(envelope.id());
      }
      return struck.contains(envelope.id());
    }
  }

  private record Lossy(Backend honest, MessageTransport messages) implements Backend {
    @Override
    public EventStore events() {
      return honest.events();
    }

    @Override
    public AgentStore agents() {
      return honest.agents();
    }

    @Override
    public DecisionStore decisions() {
      return honest.decisions();
    }

    @Override
    public ComponentHealth health() {
      return honest.health();
    }

    @Override
    public void close() {
      honest.close();
    }
  }
}
