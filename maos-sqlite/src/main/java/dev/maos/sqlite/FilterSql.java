package dev.maos.sqlite;

import dev.maos.event.EventFilter;
import java.util.List;

/**
 * A filter as a condition on the row {@code e}.
 *
 * <p>SQL decides what it can decide exactly. Of the rest it lets pass whatever the filter may want,
 * and the filter itself is asked again:
 *
 * <pre>
 *   type, topic, source, tag, severity     exact, and so is their NOT
 *   topic a.*.c.>, fields of JSON          may let too much pass; their NOT lets everything pass
 *   code of the user's                     lets everything pass
 * </pre>
 *
 * @param condition is true wherever the filter is
 * @param exact whether it is true nowhere else
 */
record FilterSql(Sql condition, boolean exact) {
  private static final FilterSql ANYTHING = new FilterSql(Sql.of("TRUE"), false);
  private static final FilterSql EVERYTHING = new FilterSql(Sql.of("TRUE"), true);
  private static final FilterSql NOTHING = new FilterSql(Sql.of("FALSE"), true);

  static FilterSql of(EventFilter filter) {
    return of(filter, true);
  }

  /** The filter, or its opposite: a NOT is carried down to where it can be told what is exact. */
  private static FilterSql of(EventFilter filter, boolean wanted) {
    return switch (filter) {
      case EventFilter.All _ -> wanted ? EVERYTHING : NOTHING;
      case EventFilter.OfType(var type) -> exact(Sql.of("e.type = ?", type.name()), wanted);
      case EventFilter.FromSource(var source) ->
          exact(Sql.of("e.source = ?", source.value()), wanted);
      case EventFilter.HasTag(var tag) ->
          exact(Sql.of("instr(e.tags, ?) > 0", "," + tag + ","), wanted);
      case EventFilter.MinSeverity(var least) ->
          exact(Sql.of("e.severity >= ?", Severities.number(least)), wanted);
      case EventFilter.OnTopic(var pattern) -> rough(TopicSql.of(pattern), wanted);
      case EventFilter.HasField(var path) -> rough(JsonSql.hasField(path), wanted);
      case EventFilter.Where where -> rough(JsonSql.where(where), wanted);
      case EventFilter.Not(var inner) -> of(inner, !wanted);
      case EventFilter.And(var filters) -> wanted ? all(filters, true) : any(filters, false);
      case EventFilter.Or(var filters) -> wanted ? any(filters, true) : all(filters, false);
      case EventFilter.Custom _ -> ANYTHING;
    };
  }

  private static FilterSql exact(Sql condition, boolean wanted) {
    return new FilterSql(wanted ? condition : Sql.of("NOT (").add(condition).add(")"), true);
  }

  private static FilterSql rough(FilterSql positive, boolean wanted) {
    if (wanted) {
      return positive;
    }
    return positive.exact ? exact(positive.condition, false) : ANYTHING;
  }

  private static FilterSql all(List<EventFilter> filters, boolean wanted) {
    return joined(filters.stream().map(filter -> of(filter, wanted)).toList(), "AND", EVERYTHING);
  }

  private static FilterSql any(List<EventFilter> filters, boolean wanted) {
    return joined(filters.stream().map(filter -> of(filter, wanted)).toList(), "OR", NOTHING);
  }

  private static FilterSql joined(List<FilterSql> parts, String word, FilterSql ofNone) {
    if (parts.isEmpty()) {
      return ofNone;
    }
    return new FilterSql(balanced(parts, word), parts.stream().allMatch(FilterSql::exact));
  }

  // A thousand parts one behind the other would be deeper than SQLite's parser goes.
  private static Sql balanced(List<FilterSql> parts, String word) {
    if (parts.size() == 1) {
      return parts.getFirst().condition;
    }
    int half = parts.size() / 2;
    return Sql.of("(")
        .add(balanced(parts.subList(0, half), word))
        .add(" " + word + " ")
        .add(balanced(parts.subList(half, parts.size()), word))
        .add(")");
  }
}
