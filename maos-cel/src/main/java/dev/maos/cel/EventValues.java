package dev.maos.cel;

import dev.cel.common.values.NullValue;
import dev.maos.base.CorrelationId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventSeverity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the words of expressions mean for one event, as CEL takes it. */
final class EventValues {
  private EventValues() {}

  static Map<String, Object> of(Event event) {
    var values = new HashMap<String, Object>();
    values.put("id", event.id().toString());
    values.put("type", event.type().name());
    values.put("source", event.source().value());
    values.put("topic", event.topic().value());
    values.put("correlation", event.correlation().map(CorrelationId::value).orElse(""));
    values.put("severity", Severities.number(event.severity()));
    values.put("tags", List.copyOf(event.tags()));
    values.put("metadata", event.metadata());
    values.put("time", event.time());
    values.put("data", data(event.data()));
    for (var severity : EventSeverity.values()) {
      values.put(severity.name(), Severities.number(severity));
    }
    return values;
  }

  // What is no JSON is as if it had no fields.
  private static Object data(Payload payload) {
    if (!payload.mediaType().isJson()) {
      return Map.of();
    }
    try {
      return object(payload.as(Map.class));
    } catch (InvalidInputException e) {
      return Map.of();
    }
  }

  private static Object value(@Nullable Object value) {
    return switch (value) {
      case null -> NullValue.NULL_VALUE;
      case Map<?, ?> object -> object(object);
      case List<?> list -> list.stream().map(EventValues::value).toList();
      case Integer whole -> whole.longValue();
      case Long whole -> whole;
      case Number number -> number.doubleValue();
      default -> value;
    };
  }

  private static Map<String, Object> object(@Nullable Map<?, ?> object) {
    var copy = new LinkedHashMap<String, Object>();
    if (object != null) {
      object.forEach((name, value) -> copy.put(String.valueOf(name), value(value)));
    }
    return copy;
  }
}
