package dev.maos.event;

import dev.maos.base.InvalidInputException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON data of one event, read once and only when something is asked. One thread's. */
final class EventData {
  /** What is there and is not a value of its own. */
  enum Mark {
    /** JSON's null, which is something. */
    NULL,
    /** Any object or array. */
    COMPOSITE
  }

  private final Event event;
  private @Nullable Object root;
  private boolean read;

  EventData(Event event) {
    this.event = event;
  }

  /** A String, BigDecimal, Boolean or {@link Mark}; null for nothing. */
  @Nullable Object at(DataPath path) {
    Object here = root();
    for (var field : path.fields()) {
      if (!(here instanceof Map<?, ?> object) || !object.containsKey(field)) {
        return null;
      }
      here = object.get(field);
    }
    return switch (here) {
      case null -> Mark.NULL;
      case String text -> text;
      case Boolean value -> value;
      case BigDecimal number -> number;
      case BigInteger number -> new BigDecimal(number);
      case Number number -> BigDecimal.valueOf(number.longValue());
      default -> Mark.COMPOSITE;
    };
  }

  private @Nullable Object root() {
    if (!read) {
      read = true;
      root = parsed();
    }
    return root;
  }

  private @Nullable Object parsed() {
    try {
      return event.data().as(Map.class);
    } catch (InvalidInputException notAnObject) {
      return null;
    }
  }
}
