package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.JsonPaths.Path;
import dev.maos.base.TopicPattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A part of a filter, made ready to be asked often. Immutable and thread-safe. */
sealed interface Condition {
  Condition ALWAYS = new Constant(true);
  Condition NEVER = new Constant(false);

  boolean holds(Subject subject);

  /** The same answer for all. */
  record Constant(boolean answer) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return answer;
    }
  }

  record Type(EventType type) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return type.equals(subject.event().type());
    }
  }

  record OnTopic(TopicPattern pattern) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return pattern.matches(subject.event().topic());
    }
  }

  record Source(AgentId source) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return source.equals(subject.event().source());
    }
  }

  record Tag(String tag) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return subject.event().tags().contains(tag);
    }
  }

  record Severity(EventSeverity least) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return subject.event().severity().compareTo(least) >= 0;
    }
  }

  record Field(Path path) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return subject.data().at(path) != null;
    }
  }

  /** A field is equal to a value, or is there and is not. */
  record Equality(Path path, Object value, boolean wanted) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      @Nullable Object found = subject.data().at(path);
      return found != null && value.equals(found) == wanted;
    }
  }

  /** A field is a number on one side of another. */
  record NumberOrder(Path path, Comparison how, BigDecimal bound, long wholeBound, boolean isWhole)
      implements Condition {
    @Override
    public boolean holds(Subject subject) {
      @Nullable Object found = subject.data().at(path);
      if (found instanceof Long whole && isWhole) {
        return Matching.holds(Long.compare(whole, wholeBound), how);
      }
      if (found instanceof Long whole) {
        return Matching.holds(BigDecimal.valueOf(whole).compareTo(bound), how);
      }
      return found instanceof BigDecimal number && Matching.holds(number.compareTo(bound), how);
    }
  }

  /** A field is a string that comes before or after another. */
  record TextOrder(Path path, Comparison how, String bound) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return subject.data().at(path) instanceof String text
          && Matching.holds(Texts.compare(text, bound), how);
    }
  }

  /** A field is a string that begins with another, or has it in it. */
  record TextPart(Path path, boolean atStart, String part) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return subject.data().at(path) instanceof String text
          && (atStart ? text.startsWith(part) : text.contains(part));
    }
  }

  /** All of them hold. */
  final class Every implements Condition {
    private final Condition[] parts;

    Every(Condition[] parts) {
      this.parts = parts;
    }

    @Override
    public boolean holds(Subject subject) {
      for (var part : parts) {
        if (!part.holds(subject)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One of them holds. */
  final class Some implements Condition {
    private final Condition[] parts;

    Some(Condition[] parts) {
      this.parts = parts;
    }

    @Override
    public boolean holds(Subject subject) {
      for (var part : parts) {
        if (part.holds(subject)) {
          return true;
        }
      }
      return false;
    }
  }

  record Opposite(Condition of) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return !of.holds(subject);
    }
  }

  record Asked(EventFilter.Custom filter) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return Matching.asks(filter, subject.event());
    }
  }
}
