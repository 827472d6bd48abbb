package dev.maos.sqlite;

import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that every event asked for has, and that can be looked up.
 *
 * @param value a text or the bytes of an id
 */
record Term(Kind kind, Object value) {

  /** All that a query has, the ones that are likely rare first. */
  static List<Term> of(EventQuery query) {
    var terms = new ArrayList<Term>();
    query.causation().ifPresent(id -> terms.add(new Term(Kind.CAUSATION, Extras.bytes(id))));
    query.correlation().ifPresent(talk -> terms.add(new Term(Kind.CORRELATION, talk.value())));
    collect(query.filter(), terms);
    return terms;
  }

  private static void collect(EventFilter filter, List<Term> terms) {
    switch (filter) {
      case EventFilter.And(var filters) -> filters.forEach(part -> collect(part, terms));
      case EventFilter.OfType(var type) -> terms.add(new Term(Kind.TYPE, type.name()));
      case EventFilter.FromSource(var source) -> terms.add(new Term(Kind.SOURCE, source.value()));
      case EventFilter.HasTag(var tag) -> terms.add(new Term(Kind.TAG, tag));
      case EventFilter.OnTopic(var pattern) when pattern.isExact() ->
          terms.add(new Term(Kind.TOPIC, pattern.value()));
      case EventFilter.OnTopic _, EventFilter.All _, EventFilter.MinSeverity _ -> {}
      case EventFilter.HasField _, EventFilter.Where _, EventFilter.Custom _ -> {}
      case EventFilter.Or _, EventFilter.Not _ -> {}
    }
  }

  Sql condition() {
    return Sql.of("l.kind = ? AND l.value = ?", kind.number(), value);
  }
}
