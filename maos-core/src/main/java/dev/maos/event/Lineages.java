package dev.maos.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Walks through a history along what followed from what. */
final class Lineages {
  private static final int MAX_CHAIN = 1_000;
  private static final int MAX_EFFECTS = 10_000;
  private static final int PAGE = 1_000;

  private final EventStore store;

  Lineages(EventStore store) {
    this.store = store;
  }

  Causes causes(UUID id) {
    var chain = new ArrayList<RecordedEvent>();
    var known = new HashSet<UUID>();
    var next = Optional.of(id);
    while (next.isPresent() && chain.size() < MAX_CHAIN && known.add(next.get())) {
      var found = store.find(next.get());
      if (found.isEmpty()) {
        return new Causes(chain, next);
      }
      chain.add(found.get());
      next = found.get().event().causation();
    }
    return new Causes(chain, Optional.empty());
  }

  Effects effects(UUID id) {
    var found = new ArrayList<RecordedEvent>();
    var known = new HashSet<>(List.of(id));
    long looked = -1;
    var cause = id;
    while (true) {
      boolean isAll = addEffects(cause, known, found);
      looked++;
      if (!isAll || looked == found.size()) {
        return new Effects(found, isAll);
      }
      cause = found.get((int) looked).event().id();
    }
  }

  /** Adds what followed directly; false if there is no room for all of it. */
  private boolean addEffects(UUID cause, Set<UUID> known, List<RecordedEvent> found) {
    var query = EventQuery.all().causedBy(cause);
    long position = 0;
    while (true) {
      var page = store.read(query, position, PAGE);
      for (var effect : page.events()) {
        if (found.size() == MAX_EFFECTS) {
          return false;
        }
        if (known.add(effect.event().id())) {
          found.add(effect);
        }
      }
      if (page.complete()) {
        return true;
      }
      position = page.position();
    }
  }
}
