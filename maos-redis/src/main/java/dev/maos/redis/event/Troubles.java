package dev.maos.redis.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.EventStoreException;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.LinkException.Effect;

/** What went wrong with Redis, in the words of a store of events. */
final class Troubles {
  private Troubles() {}

  /** A call that changed nothing. */
  static EventStoreException of(LinkException error) {
    return new EventStoreException(code(error), words(error), error);
  }

  /** A call that may have taken effect. */
  static EventStoreException unknown(LinkException error) {
    return new EventStoreException(
        ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN, "it may have taken effect: " + words(error), error);
  }

  static EventStoreException closed() {
    return new EventStoreException(ErrorCode.EVENTSTORE_CLOSED, "the event store is closed");
  }

  static EventStoreException conflict(String key, String found, String expected) {
    var name = InvalidInputException.escape(key);
    return new EventStoreException(
        ErrorCode.EVENTSTORE_CORRUPT,
        "key %s is a %s that somebody else wrote; expected a %s; fix: DEL %s, or use another namespace"
            .formatted(name, InvalidInputException.escape(found), expected, name));
  }

  static EventStoreException newer(String found, String known) {
    return new EventStoreException(
        ErrorCode.EVENTSTORE_NEWER_SCHEMA,
        "the history was written in form " + found + "; this version knows forms up to " + known);
  }

  private static ErrorCode code(LinkException error) {
    return switch (error.code()) {
      case REDIS_READONLY -> ErrorCode.EVENTSTORE_READONLY;
      case KEY_TYPE_CONFLICT -> ErrorCode.EVENTSTORE_CORRUPT;
      // That a server is full is the only refusal of this code.
      case TRANSPORT_UNAVAILABLE ->
          error.effect() == Effect.REFUSED
              ? ErrorCode.EVENTSTORE_FULL
              : ErrorCode.EVENTSTORE_UNAVAILABLE;
      case OUTCOME_UNKNOWN, REDIS_UNREACHABLE, INTERRUPTED -> ErrorCode.EVENTSTORE_UNAVAILABLE;
      default -> ErrorCode.EVENTSTORE_ERROR;
    };
  }

  /** The message without the code in front of it. */
  private static String words(LinkException error) {
    var message = String.valueOf(error.getMessage());
    var prefix = error.code().name() + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }
}
