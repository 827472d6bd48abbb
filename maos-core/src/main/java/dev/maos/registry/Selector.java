package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Picks agents from the view: who matches and could take work, then whom the selection chooses,
 * then whether that one is excluded. No step asks the store. Thread-safe.
 */
final class Selector {
  private final RegistryContext registry;
  private final Turns turns = new Turns();
  private final Affinity affinity = new Affinity();

  Selector(RegistryContext registry) {
    this.registry = registry;
  }

  Optional<Seat> select(AgentQuery query, Selection how) {
    registry.counters().selections.increment();
    var now = registry.clock().now();
    var view = registry.directory().view();
    var able = view.available(view.matching(query, now), now);
    var chosen = how instanceof Selection.Sticky sticky ? stick(sticky, view, able) : none();
    chosen = chosen.or(() -> choose(query, how, view, able, now));
    if (chosen.isEmpty()) {
      registry.counters().nobody.increment();
    } else if (how instanceof Selection.Sticky(_, var key)) {
      affinity.set(key, chosen.get().agent());
    }
    return chosen;
  }

  private static Optional<Seat> none() {
    return Optional.empty();
  }

  /** The one who was picked for the key before, if that one would still do. */
  private Optional<Seat> stick(Selection.Sticky how, View view, SlotSet able) {
    return affinity
        .of(how.key())
        .flatMap(registry.directory()::seat)
        .filter(seat -> view.holds(seat) && able.contains(seat.slot()))
        .filter(seat -> !isExcluded(seat));
  }

  private Optional<Seat> choose(
      AgentQuery query, Selection how, View view, SlotSet able, View.Moment now) {
    var among = registry.board().candidates(able, now.nanos());
    long turn = takesTurns(how) ? turns.next(query) : 0;
    while (true) {
      int slot = Choice.of(how, among, turn, registry.random());
      if (slot == Choice.NOBODY) {
        return Optional.empty();
      }
      var seat = view.seat(slot);
      if (!isExcluded(seat)) {
        return Optional.of(seat);
      }
      among = among.without(slot);
    }
  }

  private static boolean takesTurns(Selection how) {
    return how instanceof Selection.RoundRobin
        || (how instanceof Selection.Sticky(var first, _) && takesTurns(first));
  }

  private boolean isExcluded(Seat seat) {
    return registry.surroundings().excluded().test(seat.agent());
  }

  /** Different ones, the best first; fewer if there are not so many. */
  List<Seat> several(AgentQuery query, Selection how, int count) {
    var chosen = new ArrayList<Seat>();
    var ids = new HashSet<AgentId>();
    while (chosen.size() < count) {
      var next = select(query.except(ids), how);
      if (next.isEmpty()) {
        break;
      }
      chosen.add(next.get());
      ids.add(next.get().agent());
    }
    return chosen;
  }
}
