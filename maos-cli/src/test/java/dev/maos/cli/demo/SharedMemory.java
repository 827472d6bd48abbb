package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.TimeSource;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.BusOptions;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import dev.maos.testkit.Fault;
import dev.maos.testkit.FaultPlan;
import dev.maos.testkit.FaultyTransport;
import dev.maos.testkit.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A workshop whose workers share the memory of this process, each with a bus of its own. A killed
 * one is one whose bus goes silent.
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

  private record Place(MessageBus bus, Worker worker, Consumer<String> onEnd) {}

  SharedMemory(Path directory, Duration lease) {
    this.directory = directory;
    this.lease = lease;
  }

  /** The storage of messages that all of them have. */
  MessageTransport messages() {
    return backend.messages();
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
    var bus =
        new MessageBus(line, BusOptions.defaults(), TimeSource.system(), MessageBus.freshRandom());
    places.put(worker, new Place(bus, work(bus, worker), onEnd));
  }

  Worker work(MessageBus bus, int worker) {
    return Worker.start(bus, worker, directory, lease);
  }

  @Override
  public void kill(int worker) {
    end(worker, "");
  }

  /** Ends a worker that nobody wanted to end. */
  void end(int worker, String lastWords) {
    var place = places.remove(worker);
    if (place != null) {
      place.worker().abort();
      place.bus().close();
      place.onEnd().accept(lastWords);
    }
  }

  @Override
  public void close() {
    places
        .values()
        .forEach(place -> {
          place.worker().close();
          place.bus().close();
        });
    places.clear();
  }
}
