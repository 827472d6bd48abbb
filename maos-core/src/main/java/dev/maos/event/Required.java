package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** The check at the public doors that a part is there. */
final class Required {
  private Required() {}

  static <T> T field(@Nullable T value, String field) {
    if (value == null) {
      throw new InvalidInputException(
          ErrorCode.MISSING_FIELD, field, "null", "a " + field + " (it is required)");
    }
    return value;
  }

  static void handler(@Nullable EventHandler handler) {
    if (handler == null) {
      throw new InvalidInputException(
          ErrorCode.MISSING_HANDLER, "handler", "null", "what to do with an event");
    }
  }
}
