package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The readers of this process that have nothing to handle, by what they read. When this process
 * publishes there, their exchange goes along: it is done in the same step of the server, right
 * behind what was stored, and a trip is saved. Of several readers of one inbox one is known at a
 * time. Thread-safe.
 */
final class HungryReaders implements Pipeline.Companions {
  private final Map<String, Riding> byDestination = new ConcurrentHashMap<>();

  void add(Riding riding) {
    byDestination.put(riding.destination(), riding);
  }

  void remove(Riding riding) {
    byDestination.remove(riding.destination(), riding);
  }

  @Override
  public List<Operation<?>> of(List<Operation<?>> operations) {
    if (byDestination.isEmpty()) {
      return List.of();
    }
    var takings = new ArrayList<Operation<?>>();
    for (var operation : operations) {
      for (var frame : operation.frames()) {
        takingFor(frame).ifPresent(takings::add);
      }
    }
    return takings;
  }

  private Optional<? extends Operation<?>> takingFor(Frame frame) {
    var riding = byDestination.get(frame.destination());
    return riding == null ? Optional.empty() : riding.join(frame);
  }
}
