package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TopicPattern;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which recorded events somebody asks for: all of these conditions together.
 *
 * <p>
 *
 * {@snippet :
 * EventQuery.all().type(TASK_FAILED).since(yesterday);
 * }
 *
 * <p>A store may let its database decide whatever it can decide exactly, and asks {@link #matcher}
 * for the rest. Immutable.
 *
 * @param filter what the events are like
 * @param since the earliest time of the events, inclusive
 * @param until the end of their times, exclusive; not before {@code since}
 * @param firstSequence the smallest sequence, inclusive; at least 0
 * @param lastSequence the greatest sequence, inclusive; not below {@code firstSequence}
 * @param correlation the conversation they belong to
 * @param causation the message or event that they directly follow from
 */
public record EventQuery(
    EventFilter filter,
    Optional<Instant> since,
    Optional<Instant> until,
    long firstSequence,
    long lastSequence,
    Optional<CorrelationId> correlation,
    Optional<UUID> causation) {
  private static final EventQuery ALL =
      new EventQuery(
          EventFilter.all(),
          Optional.empty(),
          Optional.empty(),
          0,
          Long.MAX_VALUE,
          Optional.empty(),
          Optional.empty());

  /** Checks the ranges; one that ends before it begins is {@link ErrorCode#INVALID_RANGE}. */
  public EventQuery {
    Required.field(filter, "filter");
    since = since.map(moment -> Moments.checked("since", moment));
    until = until.map(moment -> Moments.checked("until", moment));
    if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
      throw invalid("time range", since.get() + " to " + until.get());
    }
    if (firstSequence < 0 || lastSequence < firstSequence) {
      throw invalid("sequence range", firstSequence + " to " + lastSequence);
    }
  }

  /** Every event. */
  public static EventQuery all() {
    return ALL;
  }

  /** The events that this filter wants. */
  public static EventQuery of(EventFilter filter) {
    return ALL.and(filter);
  }

  /** Narrowed to what this filter wants too. */
  public EventQuery and(EventFilter more) {
    var both = filter instanceof EventFilter.All ? more : filter.and(more);
    return new EventQuery(both, since, until, firstSequence, lastSequence, correlation, causation);
  }

  public EventQuery type(EventType... types) {
    return and(EventFilter.ofType(types));
  }

  public EventQuery source(AgentId... sources) {
    return and(EventFilter.fromSource(sources));
  }

  public EventQuery topic(TopicPattern pattern) {
    return and(EventFilter.onTopic(pattern));
  }

  public EventQuery topic(String pattern) {
    return and(EventFilter.onTopic(pattern));
  }

  public EventQuery tag(String tag) {
    return and(EventFilter.hasTag(tag));
  }

  public EventQuery correlatedWith(CorrelationId conversation) {
    return new EventQuery(
        filter, since, until, firstSequence, lastSequence, Optional.of(conversation), causation);
  }

  public EventQuery causedBy(UUID id) {
    return new EventQuery(
        filter, since, until, firstSequence, lastSequence, correlation, Optional.of(id));
  }

  /** From this moment on, inclusive. */
  public EventQuery since(Instant moment) {
    return new EventQuery(
        filter, Optional.of(moment), until, firstSequence, lastSequence, correlation, causation);
  }

  /** Before this moment. */
  public EventQuery until(Instant moment) {
    return new EventQuery(
        filter, since, Optional.of(moment), firstSequence, lastSequence, correlation, causation);
  }

  /** From one sequence to another, both inclusive. */
  public EventQuery sequences(long first, long last) {
    return new EventQuery(filter, since, until, first, last, correlation, causation);
  }

  /** Whether it is asked for: the meaning that every store must agree with. */
  public boolean matches(RecordedEvent recorded) {
    return isInRange(recorded) && filter.matches(recorded.event());
  }

  /** The same, made ready for many events; thread-safe. */
  public Predicate<RecordedEvent> matcher() {
    var matcher = filter.matcher();
    return recorded -> isInRange(recorded) && matcher.matches(recorded.event());
  }

  private boolean isInRange(RecordedEvent recorded) {
    var event = recorded.event();
    return recorded.sequence() >= firstSequence
        && recorded.sequence() <= lastSequence
        && (since.isEmpty() || !event.time().isBefore(since.get()))
        && (until.isEmpty() || event.time().isBefore(until.get()))
        && (correlation.isEmpty() || correlation.equals(event.correlation()))
        && (causation.isEmpty() || causation.equals(event.causation()));
  }

  private static InvalidInputException invalid(String field, String value) {
    return new InvalidInputException(
        ErrorCode.INVALID_RANGE, field, value, "a range that does not end before it begins");
  }
}
