package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.ErrorFilter;
import dev.maos.resilience.Retrier;
import dev.maos.resilience.RetriesExhaustedException;
import dev.maos.resilience.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts events into the store, again while it does not answer: an event that got in is not stored
 * twice. Thread-safe.
 */
final class Recording {
  private static final RetryPolicy POLICY =
      RetryPolicy.defaults()
          .maxAttempts(Integer.MAX_VALUE)
          .backoff(new Backoff.Exponential(Duration.ofMillis(10), 2).jittered(0.2))
          .maxDelay(Duration.ofSeconds(1))
          .retryOn(
              new ErrorFilter.WithCodes(
                  Set.of(ErrorCode.EVENTSTORE_UNAVAILABLE, ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN)));

  private final EventContext context;
  private final Retrier retrier;
  private final boolean isAll;
  private final EventMatcher wanted;

  Recording(EventContext context) {
    this.context = context;
    this.retrier = new Retrier(POLICY, context.time(), context.random());
    this.isAll = context.options().recorded() instanceof EventFilter.All;
    this.wanted = context.options().recorded().matcher();
  }

  private boolean wants(Event event) {
    return isAll || wanted.matches(event);
  }

  /** Records the event, if it is wanted. */
  Placed record(Event event) {
    return wants(event) ? Placed.of(record(List.of(event)).getFirst()) : Placed.nowhere(event);
  }

  /** Records those events that are wanted, and answers all of them in their order. */
  List<Placed> recordAll(List<Event> events) {
    var isWanted = new boolean[events.size()];
    var wanted = new ArrayList<Event>();
    for (int i = 0; i < isWanted.length; i++) {
      isWanted[i] = wants(events.get(i));
      if (isWanted[i]) {
        wanted.add(events.get(i));
      }
    }
    var recorded = wanted.isEmpty() ? List.<RecordedEvent>of() : record(wanted);
    var placed = new ArrayList<Placed>(isWanted.length);
    int next = 0;
    for (int i = 0; i < isWanted.length; i++) {
      placed.add(isWanted[i] ? Placed.of(recorded.get(next++)) : Placed.nowhere(events.get(i)));
    }
    return placed;
  }

  /** Records events that are wanted; they have their sequences when this returns. */
  private List<RecordedEvent> record(List<Event> events) {
    var recorded = append(events);
    context.counters().persisted.add(events.size());
    return recorded;
  }

  private List<RecordedEvent> append(List<Event> events) {
    try {
      return context.store().append(events);
    } catch (EventStoreException e) {
      if (!e.isTransient()) {
        throw e;
      }
      return appendAgain(events, e);
    }
  }

  private List<RecordedEvent> appendAgain(List<Event> events, EventStoreException first) {
    var failures = new ArrayList<>(List.of(first));
    var deadline = context.time().now().plus(context.options().appendTimeout());
    try {
      return retrier.call(
          deadline,
          () -> {
            if (failures.size() == 1) {
              failures.add(first);
              throw first;
            }
            return context.store().append(events);
          });
    } catch (RetriesExhaustedException e) {
      throw e.attempts().getLast() instanceof EventStoreException last ? last : e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw first;
    }
  }
}
