package dev.maos.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * One way in which an event can match a filter: it has a term, or a field with a value, or both,
 * and the rest holds too.
 *
 * <p>A filter that can be found by terms comes apart into branches: an event matches it if and only
 * if it matches one of them. Of the parts of an And one is chosen to be found by, the one whose
 * place in the index is the least crowded, and besides it a field with a value where there is one;
 * an Or is found by each of its parts.
 *
 * @param rest what else must hold, all of it
 */
record Branch(Optional<Term> term, Optional<EventFilter.Where> field, List<EventFilter> rest) {

  /** A place under a pattern takes a walk through the tree of patterns. */
  private static final int PATTERN_COST = 8;

  /** A place under a field alone takes a look into the data of every event. */
  private static final int FIELD_COST = 1_000;

  Branch {
    rest = List.copyOf(rest);
  }

  /**
   * The branches of a filter; nothing if it cannot be found by terms, so that every event must be
   * shown to it.
   *
   * @param crowd how many filters lie under a term already
   */
  static Optional<List<Branch>> of(EventFilter filter, ToIntFunction<Term> crowd) {
    return switch (filter) {
      case EventFilter.OfType(var type) -> under(new Term.OfType(type));
      case EventFilter.FromSource(var source) -> under(new Term.FromSource(source));
      case EventFilter.HasTag(var tag) -> under(new Term.HasTag(tag));
      case EventFilter.OnTopic(var pattern) -> under(new Term.OnTopic(pattern));
      case EventFilter.Where where when where.comparison() == Comparison.EQUAL ->
          Optional.of(List.of(new Branch(Optional.empty(), Optional.of(where), List.of())));
      case EventFilter.And(var filters) -> ofAll(filters, crowd);
      case EventFilter.Or(var filters) -> ofAny(filters, crowd);
      case EventFilter.All _,
          EventFilter.MinSeverity _,
          EventFilter.HasField _,
          EventFilter.Where _,
          EventFilter.Not _,
          EventFilter.Custom _ ->
          Optional.empty();
    };
  }

  /** Whether one event may match more than one of the branches. */
  static boolean mayMeet(List<Branch> branches) {
    var terms = new HashSet<Term>();
    var kinds = new HashSet<Class<?>>();
    for (var branch : branches) {
      var term = branch.term.orElse(null);
      if (term == null || !isOneOfAKind(term) || !terms.add(term)) {
        return branches.size() > 1;
      }
      kinds.add(term.getClass());
    }
    return kinds.size() > 1;
  }

  /** Whether an event has one such term only, so that it never has two different ones. */
  private static boolean isOneOfAKind(Term term) {
    return switch (term) {
      case Term.OfType _, Term.FromSource _ -> true;
      case Term.OnTopic(var pattern) -> pattern.isExact();
      case Term.HasTag _ -> false;
    };
  }

  private static Optional<List<Branch>> under(Term term) {
    return Optional.of(List.of(new Branch(Optional.of(term), Optional.empty(), List.of())));
  }

  private static Optional<List<Branch>> ofAny(
      List<EventFilter> filters, ToIntFunction<Term> crowd) {
    var branches = new ArrayList<Branch>();
    for (var filter : filters) {
      var own = of(filter, crowd);
      if (own.isEmpty()) {
        return Optional.empty();
      }
      branches.addAll(own.get());
    }
    return Optional.of(branches);
  }

  private static Optional<List<Branch>> ofAll(
      List<EventFilter> filters, ToIntFunction<Term> crowd) {
    Optional<List<Branch>> best = Optional.empty();
    int chosen = -1;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < filters.size(); i++) {
      var branches = of(filters.get(i), crowd);
      long cost = branches.isEmpty() ? Long.MAX_VALUE : cost(branches.get(), crowd);
      if (cost < least) {
        best = branches;
        chosen = i;
        least = cost;
      }
    }
    int index = chosen;
    return best.map(branches -> narrowed(branches, without(filters, index)));
  }

  /** The branches, each with the rest of an And, and with a field out of it where there is one. */
  private static List<Branch> narrowed(List<Branch> branches, List<EventFilter> others) {
    int field = fieldAmong(others);
    var narrowed = new ArrayList<Branch>(branches.size());
    for (var branch : branches) {
      if (branch.field.isEmpty() && field >= 0) {
        var where = Optional.of((EventFilter.Where) others.get(field));
        narrowed.add(new Branch(branch.term, where, joined(branch.rest, without(others, field))));
      } else {
        narrowed.add(new Branch(branch.term, branch.field, joined(branch.rest, others)));
      }
    }
    return narrowed;
  }

  private static int fieldAmong(List<EventFilter> filters) {
    for (int i = 0; i < filters.size(); i++) {
      if (filters.get(i) instanceof EventFilter.Where where
          && where.comparison() == Comparison.EQUAL) {
        return i;
      }
    }
    return -1;
  }

  private static long cost(List<Branch> branches, ToIntFunction<Term> crowd) {
    long cost = 0;
    for (var branch : branches) {
      cost += 1 + branch.term.map(term -> cost(term, crowd)).orElse(FIELD_COST);
    }
    return cost;
  }

  private static int cost(Term term, ToIntFunction<Term> crowd) {
    boolean isPattern = term instanceof Term.OnTopic(var pattern) && !pattern.isExact();
    return crowd.applyAsInt(term) + (isPattern ? PATTERN_COST : 0);
  }

  private static List<EventFilter> without(List<EventFilter> filters, int index) {
    var others = new ArrayList<>(filters);
    others.remove(index);
    return others;
  }

  private static List<EventFilter> joined(List<EventFilter> some, List<EventFilter> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
