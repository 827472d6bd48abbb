package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.TimeSource;
import dev.maos.consensus.DecisionStore;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.registry.AgentStore;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Rhythm;
import dev.maos.testkit.Fault;
import dev.maos.testkit.FaultPlan;
import dev.maos.testkit.FaultyAgentStore;
import dev.maos.testkit.FaultyTransport;
import dev.maos.testkit.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A workshop whose workers share the memory of this process, each with a bus and a registry of its
 * own. A killed one is one whose bus goes silent, and of whose agents nothing is heard any more.
 */
final class SharedMemory implements Workshop {
  private final MemoryBackend backend =
      new MemoryBackend(QueueLimits.defaults(), TimeSource.system());
  private final Path directory;
  private final Duration lease;
  private final Map<Integer, Place> places = new ConcurrentHashMap<>();

  /** The line from the workers to the memory. */
  private final FaultyTransport line =
      new FaultyTransport(backend.messages(), FaultPlan.none(), TimeSource.system(), new Seed(1));

  private static final RegistryOptions OFTEN =
      RegistryOptions.defaults()
          .rhythm(new Rhythm(Duration.ofMillis(250), Duration.ofMillis(1_000)));

  private record Place(Maos maos, FaultyAgentStore agents, Worker worker, Consumer<String> onEnd) {}

  SharedMemory(Path directory, Duration lease) {
    this.directory = directory;
    this.lease = lease;
  }

  /** The storage of messages that all of them have. */
  MessageTransport messages() {
    return backend.messages();
  }

  /** The storage of votes that all of them have. */
  DecisionStore decisions() {
    return backend.decisions();
  }

  /** The storage of agents that all of them have. */
  AgentStore agents() {
    return backend.agents();
  }

  /** Makes this go wrong once between the memory and one of the workers. */
  void fails(Fault fault) {
    line.next(fault);
  }

  /** A bus over the same backend. */
  Maos open() {
    return Maos.builder("memory:").backend(backend).open();
  }

  @Override
  public void start(int worker, Consumer<String> onEnd) {
    var agents = new FaultyAgentStore(backend.agents());
    var maos = new Stage(line, agents, backend.decisions()).open(worker, OFTEN);
    places.put(worker, new Place(maos, agents, work(maos, worker), onEnd));
  }

  Worker work(Maos maos, int worker) {
    return Worker.start(maos, worker, directory, lease);
  }

  @Override
  public void kill(int worker) {
    end(worker, "");
  }

  /** Ends a worker that nobody wanted to end. */
  void end(int worker, String lastWords) {
    var place = places.remove(worker);
    if (place != null) {
      place.agents().fail();
      place.worker().abort();
      place.maos().close();
      place.onEnd().accept(lastWords);
    }
  }

  @Override
  public void close() {
    places
        .values()
        .forEach(place -> {
          place.worker().close();
          place.maos().close();
        });
    places.clear();
  }
}
