package dev.maos.cli.vote;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of an object, taken out by name; what nobody asked for can be told. */
final class Fields {
  private final Place place;
  private final Map<?, ? extends @Nullable Object> values;
  private final List<String> asked = new ArrayList<>();

  Fields(Place place, Map<?, ? extends @Nullable Object> values) {
    this.place = place;
    this.values = values;
  }

  /** The field, unless there is none or it is null. */
  Optional<Entry> optional(String name) {
    asked.add(name);
    var value = values.get(name);
    return value == null ? Optional.empty() : Optional.of(new Entry(place.field(name), value));
  }

  Entry required(String name) {
    return optional(name).orElseThrow(() -> new MissingFieldException(place.field(name)));
  }

  /** The names of all fields. */
  List<String> names() {
    return values.keySet().stream().map(String::valueOf).toList();
  }

  void forEach(BiConsumer<String, @Nullable Object> each) {
    values.forEach((name, value) -> each.accept(String.valueOf(name), value));
  }

  Entry at(String name) {
    return new Entry(place.field(name), values.get(name));
  }

  /** The names of fields that nobody asked for. */
  List<String> rest() {
    var rest = new ArrayList<>(names());
    rest.removeAll(asked);
    return rest;
  }

  /** Refuses fields that are none of these. */
  void check(Collection<String> known) {
    for (var name : values.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            ErrorCode.INVALID_BALLOT_FILE,
            ("field of " + (place.equals(Place.FILE) ? "the file" : place.toString())),
            String.valueOf(name),
            "one of " + String.join(", ", known));
      }
    }
  }
}
