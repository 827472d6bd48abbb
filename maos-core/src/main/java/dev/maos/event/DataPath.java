package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.List;

/**
 * The way to a value inside the JSON data of an event: the names of fields from the outermost
 * object inwards, written {@code task.owner.name}.
 *
 * <p>1 to 16 names of 1 to 128 characters each. It leads through objects only, never into arrays.
 * Immutable.
 *
 * @param fields the names, which may hold any character, a dot too
 */
public record DataPath(List<String> fields) {
  private static final int MAX_FIELDS = 16;
  private static final int MAX_LENGTH = 128;

  /** Checks the names; others are refused with {@link ErrorCode#INVALID_FILTER}. */
  public DataPath {
    fields = List.copyOf(fields);
    if (fields.isEmpty()
        || fields.size() > MAX_FIELDS
        || !fields.stream().allMatch(DataPath::isName)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_FILTER,
          "data path",
          String.join(".", fields),
          "1-16 names joined by '.', each of 1-128 characters");
    }
    fields.forEach(Texts::sizeOf);
  }

  /** The path that is written like this, its names joined by dots. */
  public static DataPath of(String path) {
    return new DataPath(List.of(path.split("\\.", -1)));
  }

  @Override
  public String toString() {
    return String.join(".", fields);
  }

  private static boolean isName(String field) {
    return !field.isEmpty() && field.length() <= MAX_LENGTH;
  }
}
