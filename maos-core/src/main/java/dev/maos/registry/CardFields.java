package dev.maos.registry;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object in a card. What is of another type is refused by its path; what nobody
 * asks for is nobody's business. A null counts as absent. Owned by one thread.
 */
final class CardFields {
  private final String path;
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /**
   * The fields of an object.
   *
   * @param path where it is, such as {@code skills[2]}; empty for the card itself
   */
  CardFields(String path, Map<?, ?> object) {
    this.path = path;
    object.forEach((name, value) -> fields.put(String.valueOf(name), value));
  }

  static CardFields none() {
    return new CardFields("", Map.of());
  }

  boolean has(String field) {
    return fields.get(field) != null;
  }

  String required(String field) {
    return optional(field).orElseThrow(() -> refusal(field, "nothing", "a string"));
  }

  Optional<String> optional(String field) {
    return get(field, String.class, "a string");
  }

  /** The text of a field as a value that has rules of its own. */
  <T> Optional<T> optional(String field, Function<String, T> reader) {
    return optional(field).map(text -> checked(field, () -> reader.apply(text)));
  }

  Optional<Integer> number(String field) {
    return get(field, Integer.class, "a whole number");
  }

  Optional<CardFields> object(String field) {
    return get(field, Map.class, "an object")
        .map(object -> new CardFields(name(field), (Map<?, ?>) object));
  }

  /** The value as it came, for what is passed on. */
  Optional<Object> any(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  List<CardFields> objects(String field) {
    return list(field, Map.class, "an array of objects", CardFields::new);
  }

  List<String> texts(String field) {
    return list(field, String.class, "an array of strings", (place, text) -> text);
  }

  Map<String, String> map(String field) {
    var texts = new LinkedHashMap<String, String>();
    object(field)
        .ifPresent(
            object -> object.fields.keySet().forEach(key -> texts.put(key, object.required(key))));
    return texts;
  }

  /** Runs what may refuse a part of this object, so that the refusal says where it is. */
  <T> T checked(String field, java.util.function.Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidInputException refusal) {
      throw refusal.in("card field " + name(field));
    } catch (IllegalArgumentException refusal) {
      throw new InvalidInputException(
          ErrorCode.INVALID_AGENT_CARD,
          "card field " + name(field),
          String.valueOf(fields.get(field)),
          "another form",
          refusal);
    }
  }

  private interface Element<F, T> {
    T read(String place, F value);
  }

  private <F, T> List<T> list(
      String field, Class<F> kind, String allowed, Element<? super F, T> element) {
    var elements = new ArrayList<T>();
    for (Object value : get(field, List.class, allowed).orElse(List.of())) {
      var place = name(field) + "[" + elements.size() + "]";
      if (!kind.isInstance(value)) {
        throw refusal(place, String.valueOf(value), allowed, ErrorCode.INVALID_AGENT_CARD);
      }
      elements.add(element.read(place, kind.cast(value)));
    }
    return elements;
  }

  private <T> Optional<T> get(String field, Class<T> kind, String allowed) {
    var value = fields.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!kind.isInstance(value)) {
      throw refusal(field, String.valueOf(value), allowed);
    }
    return Optional.of(kind.cast(value));
  }

  InvalidInputException refusal(String field, String value, String allowed) {
    return refusal(name(field), value, allowed, ErrorCode.INVALID_AGENT_CARD);
  }

  private static InvalidInputException refusal(
      String place, String value, String allowed, ErrorCode code) {
    return new InvalidInputException(code, "card field " + place, value, allowed);
  }

  private String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
