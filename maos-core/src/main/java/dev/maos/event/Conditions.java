package dev.maos.event;

import dev.maos.base.JsonPaths;
import dev.maos.base.JsonPaths.Path;
import dev.maos.base.JsonValues.Mark;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes filters ready to be asked often. The paths that their conditions look at are entered into a
 * set of paths, to be taken out again when nobody asks any more.
 */
final class Conditions {
  /** Shared, since they are asked so often. */
  private static final Map<EventSeverity, Condition> SEVERITIES = severities();

  private final JsonPaths paths;
  private final List<Path> entered = new ArrayList<>();

  Conditions(JsonPaths paths) {
    this.paths = paths;
  }

  /** The paths that were entered so far, one entry for each use. */
  List<Path> entered() {
    return List.copyOf(entered);
  }

  Path enter(DataPath path) {
    var end = paths.add(path.fields());
    entered.add(end);
    return end;
  }

  Condition of(EventFilter filter) {
    return switch (filter) {
      case EventFilter.All _ -> Condition.ALWAYS;
      case EventFilter.OfType(var type) -> new Condition.Type(type);
      case EventFilter.OnTopic(var pattern) -> new Condition.OnTopic(pattern);
      case EventFilter.FromSource(var source) -> new Condition.Source(source);
      case EventFilter.HasTag(var tag) -> new Condition.Tag(tag);
      case EventFilter.MinSeverity(var least) -> severity(least);
      case EventFilter.HasField(var path) -> new Condition.Field(enter(path));
      case EventFilter.Where where -> of(where);
      case EventFilter.And(var filters) -> all(filters);
      case EventFilter.Or(var filters) ->
          filters.isEmpty() ? Condition.NEVER : new Condition.Some(each(filters));
      case EventFilter.Not(var inner) -> new Condition.Opposite(of(inner));
      case EventFilter.Custom custom -> new Condition.Asked(custom);
    };
  }

  private static Condition severity(EventSeverity least) {
    return Objects.requireNonNull(SEVERITIES.get(least));
  }

  private static Map<EventSeverity, Condition> severities() {
    var severities = new EnumMap<EventSeverity, Condition>(EventSeverity.class);
    for (var least : EventSeverity.values()) {
      severities.put(least, new Condition.Severity(least));
    }
    return severities;
  }

  /** All of these; with none, always. */
  Condition all(List<EventFilter> filters) {
    return switch (filters.size()) {
      case 0 -> Condition.ALWAYS;
      case 1 -> of(filters.getFirst());
      default -> new Condition.Every(each(filters));
    };
  }

  private Condition[] each(List<EventFilter> filters) {
    return filters.stream().map(this::of).toArray(Condition[]::new);
  }

  private Condition of(EventFilter.Where where) {
    var path = enter(where.path());
    var how = where.comparison();
    return switch (how) {
      case EQUAL -> new Condition.Equality(path, key(where.value()), true);
      case NOT_EQUAL -> new Condition.Equality(path, key(where.value()), false);
      case STARTS_WITH -> new Condition.TextPart(path, true, text(where.value()));
      case CONTAINS -> new Condition.TextPart(path, false, text(where.value()));
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(path, how, where.value());
    };
  }

  private static Condition order(Path path, Comparison how, DataValue value) {
    if (value instanceof DataValue.Numeric(var bound)) {
      return JsonPaths.canonical(bound) instanceof Long whole
          ? new Condition.NumberOrder(path, how, bound, whole, true)
          : new Condition.NumberOrder(path, how, bound, 0, false);
    }
    return new Condition.TextOrder(path, how, text(value));
  }

  /** What the value is where it is found in data: equal values are equal objects. */
  static Object key(DataValue value) {
    return switch (value) {
      case DataValue.Text(var text) -> text;
      case DataValue.Numeric(var number) -> JsonPaths.canonical(number);
      case DataValue.Bool(var truth) -> truth;
      case DataValue.Null() -> Mark.NULL;
    };
  }

  private static String text(DataValue value) {
    return ((DataValue.Text) value).text();
  }
}
