package dev.maos.event;

import dev.maos.base.ErrorWords;
import dev.maos.base.JsonValues;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What filters mean, as plainly as it can be said; pure, but for the predicates of users. For many
 * events there are {@link Conditions}, which must agree with it.
 */
final class Matching {
  private static final Logger LOG = LoggerFactory.getLogger(Matching.class);

  private Matching() {}

  static boolean matches(EventFilter filter, Event event, EventData data) {
    return switch (filter) {
      case EventFilter.All _ -> true;
      case EventFilter.OfType(var type) -> type.equals(event.type());
      case EventFilter.OnTopic(var pattern) -> pattern.matches(event.topic());
      case EventFilter.FromSource(var source) -> source.equals(event.source());
      case EventFilter.HasTag(var tag) -> event.tags().contains(tag);
      case EventFilter.MinSeverity(var least) -> event.severity().compareTo(least) >= 0;
      case EventFilter.HasField(var path) -> data.at(path) != null;
      case EventFilter.Where(var path, var comparison, var value) ->
          compares(data.at(path), comparison, value);
      case EventFilter.And(var filters) -> all(filters, event, data);
      case EventFilter.Or(var filters) -> any(filters, event, data);
      case EventFilter.Not(var inner) -> !matches(inner, event, data);
      case EventFilter.Custom custom -> asks(custom, event);
    };
  }

  private static boolean all(List<EventFilter> filters, Event event, EventData data) {
    for (var filter : filters) {
      if (!matches(filter, event, data)) {
        return false;
      }
    }
    return true;
  }

  private static boolean any(List<EventFilter> filters, Event event, EventData data) {
    for (var filter : filters) {
      if (matches(filter, event, data)) {
        return true;
      }
    }
    return false;
  }

  private static boolean compares(@Nullable Object found, Comparison how, DataValue value) {
    if (found == null) {
      return false;
    }
    return switch (how) {
      case EQUAL -> equal(found, value);
      case NOT_EQUAL -> !equal(found, value);
      case STARTS_WITH -> found instanceof String text && text.startsWith(textOf(value));
      case CONTAINS -> found instanceof String text && text.contains(textOf(value));
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(found, how, value);
    };
  }

  private static boolean equal(Object found, DataValue value) {
    return switch (value) {
      case DataValue.Text(var text) -> text.equals(found);
      case DataValue.Numeric(var number) ->
          isNumber(found) && numberOf(found).compareTo(number) == 0;
      case DataValue.Bool(var truth) -> found.equals(truth);
      case DataValue.Null() -> found == JsonValues.Mark.NULL;
    };
  }

  private static boolean ordered(Object found, Comparison how, DataValue value) {
    return switch (value) {
      case DataValue.Text(var text) ->
          found instanceof String its && holds(Texts.compare(its, text), how);
      case DataValue.Numeric(var number) ->
          isNumber(found) && holds(numberOf(found).compareTo(number), how);
      case DataValue.Bool _, DataValue.Null _ -> false;
    };
  }

  private static boolean isNumber(Object found) {
    return found instanceof Long || found instanceof BigDecimal;
  }

  private static BigDecimal numberOf(Object found) {
    return found instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) found;
  }

  static boolean holds(int order, Comparison how) {
    return switch (how) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case EQUAL, NOT_EQUAL, STARTS_WITH, CONTAINS ->
          throw new IllegalArgumentException(how.name());
    };
  }

  private static String textOf(DataValue value) {
    return ((DataValue.Text) value).text();
  }

  /** Asks a user's predicate, which counts as false when it throws. */
  static boolean asks(EventFilter.Custom custom, Event event) {
    try {
      return custom.predicate().test(event);
    } catch (Throwable e) {
      // One predicate's bug must not take the event from everybody else.
      LOG.atWarn()
          .addKeyValue("filter", custom.name())
          .addKeyValue("error", ErrorWords.of(e))
          .log("a filter threw");
      return false;
    }
  }
}
