package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, taken out one by one. What is missing, of another kind or left over
 * at the end is refused by its name. Owned by one thread.
 */
final class JsonFields {
  private final String place;
  private final Map<String, @Nullable Object> left = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();

  /**
   * The fields of an object.
   *
   * @param place what goes before the names of its fields, such as {@code "replyTo."}
   */
  JsonFields(String place, Map<?, ?> object) {
    this.place = place;
    object.forEach((name, value) -> left.put(String.valueOf(name), value));
  }

  boolean has(String field) {
    asked.add(field);
    return left.containsKey(field);
  }

  /** The value as it came, which may be JSON's null. */
  @Nullable Object any(String field) {
    if (!has(field)) {
      throw new InvalidInputException(
          ErrorCode.MISSING_FIELD, name(field), "nothing", "a value (it is required)");
    }
    return left.remove(field);
  }

  <T> T required(String field, Class<T> kind) {
    var value = any(field);
    if (!kind.isInstance(value)) {
      throw malformed(
          field, String.valueOf(value), "a JSON " + kind.getSimpleName().toLowerCase(Locale.ROOT));
    }
    return kind.cast(value);
  }

  <T> Optional<T> optional(String field, Class<T> kind) {
    return has(field) ? Optional.of(required(field, kind)) : Optional.empty();
  }

  /** The text that a reader of that kind of value accepts. */
  <T> T required(String field, Function<String, T> reader) {
    return read(field, required(field, String.class), reader);
  }

  <T> Optional<T> optional(String field, Function<String, T> reader) {
    return optional(field, String.class).map(text -> read(field, text, reader));
  }

  JsonFields object(String field) {
    return new JsonFields(place + field + ".", required(field, Map.class));
  }

  /** The texts of an array; none when there is no such field. */
  <T> List<T> texts(String field, Function<String, T> reader) {
    if (!has(field)) {
      return List.of();
    }
    List<?> values = required(field, List.class);
    var fields = new LinkedHashMap<String, @Nullable Object>();
    values.forEach(value -> fields.put(Integer.toString(fields.size()), value));
    var elements = new JsonFields(place + field + ".", fields);
    return List.copyOf(fields.keySet()).stream()
        .map(index -> elements.required(index, reader))
        .toList();
  }

  /** All that is left, as texts. */
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    for (var field : List.copyOf(left.keySet())) {
      texts.put(field, required(field, String.class));
    }
    return texts;
  }

  /** Refuses what nobody asked for. */
  void end() {
    for (var field : left.keySet()) {
      throw new InvalidInputException(
          ErrorCode.MALFORMED_ENVELOPE,
          place.isEmpty() ? "envelope field" : "envelope field in " + place,
          field,
          "one of " + String.join(", ", asked));
    }
  }

  InvalidInputException malformed(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.MALFORMED_ENVELOPE, name(field), value, allowed);
  }

  private <T> T read(String field, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (InvalidInputException refusal) {
      throw refusal.in(name(field));
    } catch (DateTimeException | ArithmeticException failure) {
      throw malformed(field, text, "a time in the form of ISO 8601 within its range");
    }
  }

  private String name(String field) {
    return "envelope field " + place + field;
  }
}
