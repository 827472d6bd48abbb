package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TopicPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which events somebody wants, as data: so it can be an index, or the condition of a query.
 *
 * <p>
 *
 * {@snippet :
 * EventFilter.ofType(TASK_COMPLETED).and(EventFilter.where("lines", Comparison.GREATER, 100));
 * }
 *
 * <p>A filter is true or false, never unknown, and {@link Not} turns it around exactly. What a
 * {@link Where} means, on every store:
 *
 * <ul>
 *   <li>The path leads through JSON objects to a value, or to nothing: where a field is missing,
 *       something on the way is no object, or the data is no JSON as {@link
 *       dev.maos.base.JsonPaths#read} has it. Of several fields of one name the first counts.
 *   <li>Nothing makes every comparison false, {@link Comparison#NOT_EQUAL} too.
 *   <li>Kinds are never converted. Values of different kinds are not equal, and neither is less. An
 *       object or an array is equal to no scalar. JSON's null is equal to null only.
 *   <li>Numbers are compared by their exact value, strings by their code points.
 *   <li>Numbers and strings have an order; {@link Comparison#STARTS_WITH} and {@link
 *       Comparison#CONTAINS} are for strings. A comparison that makes no sense for its value is
 *       refused when it is made.
 * </ul>
 *
 * <p>A filter has at most 1,000 parts, nested at most 32 deep; a larger one is refused with {@link
 * ErrorCode#FILTER_TOO_COMPLEX}. Immutable and thread-safe, but for what a {@link Custom} does.
 */
public sealed interface EventFilter {

  /** Every event. */
  record All() implements EventFilter {}

  /** Events of one type. */
  record OfType(EventType type) implements EventFilter {
    public OfType {
      Required.field(type, "type");
    }
  }

  /** Events on the topics of a pattern. */
  record OnTopic(TopicPattern pattern) implements EventFilter {
    public OnTopic {
      Required.field(pattern, "pattern");
    }
  }

  /** Events that one agent tells. */
  record FromSource(AgentId source) implements EventFilter {
    public FromSource {
      Required.field(source, "source");
    }
  }

  /** Events that have a tag. */
  record HasTag(String tag) implements EventFilter {
    public HasTag {
      Tags.checked(tag);
    }
  }

  /** Events of a severity or above. */
  record MinSeverity(EventSeverity severity) implements EventFilter {
    public MinSeverity {
      Required.field(severity, "severity");
    }
  }

  /** Events whose data has a value at a path, null included. */
  record HasField(DataPath path) implements EventFilter {
    public HasField {
      Required.field(path, "path");
    }
  }

  /** Events whose data has, at a path, a value that compares so. */
  record Where(DataPath path, Comparison comparison, DataValue value) implements EventFilter {
    public Where {
      Required.field(path, "path");
      if (!Required.field(comparison, "comparison").takes(Required.field(value, "value"))) {
        throw new InvalidInputException(
            ErrorCode.INVALID_FILTER,
            path + " " + comparison,
            value.toString(),
            "a number or text for an order, a text for STARTS_WITH and CONTAINS");
      }
    }
  }

  /** Events that all of these want; with none, every event. */
  record And(List<EventFilter> filters) implements EventFilter {
    public And {
      filters = List.copyOf(filters);
      FilterSize.check(filters);
    }
  }

  /** Events that one of these wants; with none, no event. */
  record Or(List<EventFilter> filters) implements EventFilter {
    public Or {
      filters = List.copyOf(filters);
      FilterSize.check(filters);
    }
  }

  /** Events that another filter does not want. */
  record Not(EventFilter filter) implements EventFilter {
    public Not {
      FilterSize.check(List.of(Required.field(filter, "filter")));
    }
  }

  /**
   * Events that code of the user's wants, where nothing else will do. It can be neither indexed nor
   * translated, so every event that gets this far is shown to it. It is called from many threads;
   * when it throws, that counts as false. It must not ask the store of events: inside of a query
   * that is refused.
   *
   * @param name what it is called in reports, 1 to 128 visible ASCII characters
   */
  record Custom(String name, Predicate<? super Event> predicate) implements EventFilter {
    public Custom {
      Objects.requireNonNull(predicate, "predicate");
      if (!Texts.isVisible(name, 128)) {
        throw new InvalidInputException(
            ErrorCode.INVALID_FILTER, "name", name, "1-128 visible ASCII characters");
      }
    }
  }

  static EventFilter all() {
    return new All();
  }

  /** Of one of these types. */
  static EventFilter ofType(EventType... types) {
    return anyOf(Arrays.stream(types).<EventFilter>map(OfType::new).toList());
  }

  static EventFilter onTopic(String pattern) {
    return new OnTopic(TopicPattern.of(pattern));
  }

  static EventFilter onTopic(TopicPattern pattern) {
    return new OnTopic(pattern);
  }

  /** From one of these. */
  static EventFilter fromSource(AgentId... sources) {
    return anyOf(Arrays.stream(sources).<EventFilter>map(FromSource::new).toList());
  }

  static EventFilter hasTag(String tag) {
    return new HasTag(tag);
  }

  static EventFilter minSeverity(EventSeverity severity) {
    return new MinSeverity(severity);
  }

  static EventFilter hasField(String path) {
    return new HasField(DataPath.of(path));
  }

  static EventFilter where(String path, Comparison comparison, DataValue value) {
    return new Where(DataPath.of(path), comparison, value);
  }

  static EventFilter where(String path, Comparison comparison, String text) {
    return where(path, comparison, DataValue.of(text));
  }

  static EventFilter where(String path, Comparison comparison, long number) {
    return where(path, comparison, DataValue.of(number));
  }

  static EventFilter where(String path, Comparison comparison, double number) {
    return where(path, comparison, DataValue.of(number));
  }

  static EventFilter where(String path, Comparison comparison, boolean value) {
    return where(path, comparison, DataValue.of(value));
  }

  static EventFilter custom(String name, Predicate<? super Event> predicate) {
    return new Custom(name, predicate);
  }

  static EventFilter not(EventFilter filter) {
    return new Not(filter);
  }

  static EventFilter allOf(List<EventFilter> filters) {
    return filters.size() == 1 ? filters.getFirst() : new And(filters);
  }

  static EventFilter anyOf(List<EventFilter> filters) {
    return filters.size() == 1 ? filters.getFirst() : new Or(filters);
  }

  /** What both want. */
  default EventFilter and(EventFilter other) {
    var both = new ArrayList<EventFilter>();
    both.addAll(this instanceof And(var mine) ? mine : List.of(this));
    both.addAll(other instanceof And(var its) ? its : List.of(other));
    return new And(both);
  }

  /** What either wants. */
  default EventFilter or(EventFilter other) {
    var either = new ArrayList<EventFilter>();
    either.addAll(this instanceof Or(var mine) ? mine : List.of(this));
    either.addAll(other instanceof Or(var its) ? its : List.of(other));
    return new Or(either);
  }

  /** Whether the event is wanted: the meaning that indexes and queries must agree with. */
  default boolean matches(Event event) {
    return Matching.matches(this, event, new EventData(event));
  }

  /** This filter made ready for many events. */
  default EventMatcher matcher() {
    return new EventMatcher(this);
  }
}
