package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.CapabilityName;
import dev.maos.registry.AgentQuery.Criterion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers questions from the view. Thread-safe. */
final class Finder {
  private final RegistryContext registry;

  Finder(RegistryContext registry) {
    this.registry = registry;
  }

  Optional<KnownAgent> find(AgentId agent) {
    var view = registry.directory().view();
    return registry
        .directory()
        .seat(agent)
        .filter(view::holds)
        .map(seat -> known(seat, view, registry.clock().now()));
  }

  AgentPage find(AgentQuery query, Optional<AgentId> after, int limit) {
    var now = registry.clock().now();
    var view = registry.directory().view();
    var found = seats(view, view.matching(query, now));
    var page =
        found.stream()
            .filter(seat -> after.isEmpty() || seat.agent().compareTo(after.get()) > 0)
            .limit(limit + 1L)
            .toList();
    boolean isLast = page.size() <= limit;
    var shown = isLast ? page : page.subList(0, limit);
    return new AgentPage(
        shown.stream().map(seat -> known(seat, view, now)).toList(),
        found.size(),
        isLast ? Optional.empty() : Optional.of(shown.getLast().agent()));
  }

  int count(AgentQuery query) {
    return registry.directory().view().matching(query, registry.clock().now()).size();
  }

  /** All who match, in order of their ids. */
  List<Seat> all(AgentQuery query) {
    var view = registry.directory().view();
    return seats(view, view.matching(query, registry.clock().now()));
  }

  private static List<Seat> seats(View view, SlotSet slots) {
    var seats = new ArrayList<Seat>();
    for (int slot = slots.next(0); slot >= 0; slot = slots.next(slot + 1)) {
      seats.add(view.seat(slot));
    }
    seats.sort(Comparator.comparing(Seat::agent));
    return seats;
  }

  private KnownAgent known(Seat seat, View view, View.Moment now) {
    var since = seat.tally().sinceAnswer(now.nanos());
    double roundTrip = seat.tally().roundTripMicros();
    return new KnownAgent(
        seat.record(),
        view.lives(now).of(seat.slot()),
        registry.board().load(seat.slot(), now.nanos()),
        since.isPresent() ? Optional.of(Duration.ofNanos(since.getAsLong())) : Optional.empty(),
        roundTrip > 0
            ? Optional.of(Duration.ofNanos(Math.round(roundTrip * 1_000)))
            : Optional.empty());
  }

  AgentCounts counts() {
    var now = registry.clock().now();
    var view = registry.directory().view();
    var judged = view.lives(now);
    var statuses = new EnumMap<AgentStatus, Integer>(AgentStatus.class);
    view.statuses().forEach((status, slots) -> putIfAny(statuses, status, slots));
    var liveness = new EnumMap<Liveness, Integer>(Liveness.class);
    putIfAny(liveness, Liveness.GONE, judged.gone());
    putIfAny(liveness, Liveness.SUSPECT, judged.suspect());
    putIfAny(
        liveness, Liveness.ALIVE, view.everybody().andNot(judged.gone()).andNot(judged.suspect()));
    var types = new HashMap<String, Integer>();
    view.index()
        .words()
        .forEach((word, slots) -> {
          if (word instanceof Criterion.OfType(var type)) {
            putIfAny(types, type, slots);
          }
        });
    var capabilities = new HashMap<CapabilityName, Integer>();
    view.index()
        .capabilities()
        .forEach((name, postings) -> putIfAny(capabilities, name, postings.all()));
    return new AgentCounts(view.everybody().size(), statuses, liveness, types, capabilities);
  }

  private static <K> void putIfAny(Map<K, Integer> counts, K heading, SlotSet slots) {
    if (!slots.isEmpty()) {
      counts.put(heading, slots.size());
    }
  }
}
