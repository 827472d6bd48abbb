package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.TimeSource;
import dev.maos.memory.MemoryBackend;
import dev.maos.message.MessageBus;
import dev.maos.message.QueueLimits;
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

  private record Place(Maos maos, Worker worker, Consumer<String> onEnd) {}

  SharedMemory(Path directory, Duration lease) {
    this.directory = directory;
    this.lease = lease;
  }

  /** A bus over the same backend. */
  Maos open() {
    return Maos.builder("memory:").backend(backend).open();
  }

  @Override
  public void start(int worker, Consumer<String> onEnd) {
    var maos = open();
    places.put(worker, new Place(maos, work(maos.bus(), worker), onEnd));
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
