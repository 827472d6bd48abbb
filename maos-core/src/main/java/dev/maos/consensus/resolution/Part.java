package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Fraction;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a text that is read, and where it is. What it cannot be read as is refused with the
 * place. Immutable.
 */
record Part(String place, @Nullable Object value) {
  /** The field of an object. */
  Part field(String name) {
    var fields = object();
    if (!fields.containsKey(name)) {
      throw refused("an object with the field " + name);
    }
    return new Part(place.isEmpty() ? name : place + "." + name, fields.get(name));
  }

  boolean has(String name) {
    return object().containsKey(name);
  }

  /** Refuses fields that are none of these. */
  Part only(String... names) {
    var known = Set.of(names);
    for (var name : object().keySet()) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            ErrorCode.INVALID_RESOLUTION_FILE,
            place.isEmpty() ? "field" : "field of " + place,
            name,
            "one of " + String.join(", ", names));
      }
    }
    return this;
  }

  Map<String, @Nullable Object> object() {
    if (!(value instanceof Map<?, ?> map)) {
      throw refused("an object");
    }
    var fields = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((name, content) -> fields.put(String.valueOf(name), content));
    return fields;
  }

  /** What each field of an object is read as. */
  <T> Map<String, T> each(Function<Part, T> reading) {
    var all = new LinkedHashMap<String, T>();
    object()
        .forEach(
            (name, content) -> all.put(name, reading.apply(new Part(place + "." + name, content))));
    return all;
  }

  /** What each item of a list is read as. */
  <T> List<T> list(Function<Part, T> reading) {
    if (!(value instanceof List<?> items)) {
      throw refused("a list");
    }
    var all = new ArrayList<T>();
    for (var item : items) {
      all.add(reading.apply(new Part(place + "[" + all.size() + "]", item)));
    }
    return all;
  }

  String text() {
    if (value instanceof String text) {
      return text;
    }
    throw refused("a text");
  }

  boolean flag() {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw refused("true or false");
  }

  long number() {
    return switch (value) {
      case Integer number -> number;
      case Long number -> number;
      case null, default -> throw refused("a whole number");
    };
  }

  int small() {
    long number = number();
    if (number != (int) number) {
      throw refused("a smaller number");
    }
    return (int) number;
  }

  AgentId agent() {
    return located(AgentId::of);
  }

  Fraction fraction() {
    return located(Fraction::parse);
  }

  Instant instant() {
    return timed(Instant::parse, "a time such as 2026-01-31T12:00:00Z");
  }

  Duration duration() {
    return timed(Duration::parse, "a duration such as PT30S");
  }

  <E extends Enum<E>> E word(Class<E> type) {
    for (var each : type.getEnumConstants()) {
      if (each.name().equals(text())) {
        return each;
      }
    }
    throw refused("one of " + List.of(type.getEnumConstants()));
  }

  /** Reads something whose own refusal does not know where it is. */
  <T> T located(Function<String, T> reading) {
    var text = text();
    try {
      return reading.apply(text);
    } catch (InvalidInputException e) {
      throw e.in(place);
    }
  }

  private <T> T timed(Function<String, T> reading, String form) {
    try {
      return reading.apply(text());
    } catch (DateTimeException e) {
      throw new InvalidInputException(ErrorCode.INVALID_RESOLUTION_FILE, place, text(), form, e);
    }
  }

  InvalidInputException refused(String allowed) {
    return new InvalidInputException(
        ErrorCode.INVALID_RESOLUTION_FILE,
        place.isEmpty() ? "resolution" : place,
        shown(),
        allowed);
  }

  private String shown() {
    return switch (value) {
      case Map<?, ?> _ -> "an object";
      case List<?> list -> "a list of " + list.size();
      case null, default -> String.valueOf(value);
    };
  }
}
