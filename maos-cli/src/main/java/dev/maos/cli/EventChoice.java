package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import dev.maos.event.RecordedEvent;
import java.util.Optional;
import java.util.UUID;

/** One event of a history, as people name it: by its id, or by the number of its line. */
sealed interface EventChoice {
  record ById(UUID id) implements EventChoice {}

  record BySequence(long sequence) implements EventChoice {}

  /** Reads one, or refuses with {@link ErrorCode#INVALID_USAGE}. */
  static EventChoice parse(String text) {
    try {
      return text.matches("[0-9]+")
          ? new BySequence(Long.parseLong(text))
          : new ById(exactly(UUID.fromString(text), text));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "id",
          text,
          "the id of an event, as 019b7a00-0000-7000-8000-000000000001, or its number, as 17",
          e);
    }
  }

  // Java takes a short text for another id than was written.
  private static UUID exactly(UUID id, String text) {
    if (!id.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("read as " + id);
    }
    return id;
  }

  default Optional<RecordedEvent> find(EventStore history) {
    return switch (this) {
      case ById(var id) -> history.find(id);
      case BySequence(var sequence) ->
          history
              .read(EventQuery.all().sequences(sequence, sequence), Math.max(0, sequence - 1), 1)
              .events()
              .stream()
              .findFirst();
    };
  }

  /** As it was written. */
  default String words() {
    return switch (this) {
      case ById(var id) -> id.toString();
      case BySequence(var sequence) -> Long.toString(sequence);
    };
  }
}
