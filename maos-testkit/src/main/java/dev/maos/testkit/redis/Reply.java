package dev.maos.testkit.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An answer of a Redis server.
 *
 * <p>Whoever knows what a command answers asks for it directly: {@link #text}, {@link #number},
 * {@link #items}. Asking for what it is not throws {@link IllegalStateException} and shows what it
 * is. An error inside an array is a {@link Text}; an answer that is an error throws {@link
 * ErrorReply} instead. Immutable.
 */
public sealed interface Reply {
  /** A string, or a simple line such as {@code OK}. */
  final class Text implements Reply {
    private final byte[] bytes;

    Text(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** A whole number. */
  record Whole(long value) implements Reply {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** A list of answers. */
  record Items(List<Reply> values) implements Reply {
    /** Keeps a copy. */
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.stream().map(Reply::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Nothing: no such key, no such value. */
  record Nothing() implements Reply {
    @Override
    public String toString() {
      return "(nothing)";
    }
  }

  /** The answer as text (UTF-8); a number in decimal. */
  default String text() {
    return switch (this) {
      case Text text -> text.toString();
      case Whole whole -> whole.toString();
      case Items _, Nothing _ -> throw isNot("text");
    };
  }

  /** A copy of the bytes of a string, as they came. */
  default byte[] bytes() {
    if (this instanceof Text text) {
      return text.bytes.clone();
    }
    throw isNot("a string");
  }

  /** The answer as a number; a string is read as decimal. */
  default long number() {
    return switch (this) {
      case Whole whole -> whole.value();
      case Text text -> Long.parseLong(text.toString());
      case Items _, Nothing _ -> throw isNot("a number");
    };
  }

  /** The answers in an array. */
  default List<Reply> items() {
    if (this instanceof Items items) {
      return items.values();
    }
    throw isNot("a list");
  }

  /** The answers in an array, each as text. */
  default List<String> texts() {
    return items().stream().map(Reply::text).toList();
  }

  /** Whether there was nothing. */
  default boolean isNothing() {
    return this instanceof Nothing;
  }

  private IllegalStateException isNot(String wanted) {
    return new IllegalStateException("the reply is not " + wanted + " but: " + this);
  }
}
