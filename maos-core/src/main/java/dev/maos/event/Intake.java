package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.ErrorCode;
import dev.maos.base.IdSource;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events come in: each is checked, linked to what is being handled, recorded, and then
 * brought to the subscriptions. What is refused is counted, and leaves nothing behind. Thread-safe.
 */
final class Intake {
  private static final int LOOK_EVERY = 4_096;

  private final EventContext context;
  private final IdSource ids;
  private final Recording recording;
  private final Router router;
  private final Runnable look;
  private final @Nullable Tail tail;

  /**
   * The way in of one dispatcher.
   *
   * @param tail brings what is recorded, where others share the store
   * @param look lets durable subscriptions move on past events that they do not want
   */
  Intake(EventContext context, Router router, @Nullable Tail tail, Runnable look) {
    this.context = context;
    this.ids = new IdSource(context.time(), context.random());
    this.recording = new Recording(context);
    this.router = router;
    this.tail = tail;
    this.look = look;
  }

  /** Takes what a part of the layer announces: it may speak on reserved topics. */
  void announced(EventDraft draft) {
    var event = sealed(draft);
    accept(context.guard().announcing(event).map(event::signed).orElse(event));
  }

  /** Takes an event that gets its id and time here. */
  Event take(EventDraft draft) {
    var event = admitted(sealed(draft));
    accept(event);
    return event;
  }

  /** Takes an event that has its id already. */
  void take(Event event) {
    accept(admitted(event));
  }

  /** Takes all of these or none. */
  void takeAll(List<Event> events) {
    if (events.size() > EventStore.MAX_BATCH) {
      context.counters().refused.increment();
      throw new InvalidInputException(
          ErrorCode.BATCH_TOO_LARGE, "batch", events.size() + " events", "at most 10,000");
    }
    accept(admittedAll(events));
  }

  private Event sealed(EventDraft draft) {
    var cause = Cause.current();
    var own = cause.isEmpty() ? draft : draft.copy().inheriting(cause.get());
    return own.withIdentity(ids.next(), context.time().now());
  }

  private List<Event> admittedAll(List<Event> events) {
    var admitted = new ArrayList<Event>(events.size());
    for (var event : events) {
      try {
        admitted.add(admitted(event));
      } catch (InvalidInputException e) {
        throw e.in("event %d of the batch".formatted(admitted.size()));
      }
    }
    return admitted;
  }

  /** The event as it may be dispatched here. */
  private Event admitted(Event event) {
    try {
      check(Required.field(event, "event"));
      var cause = Cause.current();
      var following =
          cause.isEmpty() ? event : Hops.following(event, cause.get(), context.options().maxHops());
      // What is signed has its place in a trace.
      var traced = EventTrace.dispatched(following, context.tracer());
      return context.guard().dispatching(traced).map(traced::signed).orElse(traced);
    } catch (MaosException e) {
      context.counters().refused.increment();
      throw e;
    }
  }

  private void check(Event event) {
    if (event.topic().isReserved()) {
      throw new InvalidInputException(
          ErrorCode.RESERVED_TOPIC,
          "topic",
          event.topic().value(),
          "a first segment other than \"_maos\"");
    }
    if (event.data().size() > context.options().maxDataBytes()) {
      throw new InvalidInputException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "data",
          event.data().size() + " bytes",
          "at most " + context.options().maxDataBytes() + " bytes");
    }
  }

  private void accept(Event event) {
    Placed placed;
    long known = known();
    try {
      placed = recording.record(event);
    } catch (MaosException e) {
      context.counters().refused.increment();
      throw e;
    }
    bring(placed, known);
  }

  private void accept(List<Event> events) {
    List<Placed> all;
    long known = known();
    try {
      all = recording.recordAll(events);
    } catch (MaosException e) {
      context.counters().refused.add(events.size());
      throw e;
    }
    var full = new ArrayList<MailboxFullException>();
    for (var placed : all) {
      try {
        bring(placed, known);
      } catch (MailboxFullException e) {
        full.add(e);
      }
    }
    if (!full.isEmpty()) {
      throw full.getLast();
    }
  }

  /** Up to where events of a shared store were brought before. */
  private long known() {
    return tail == null ? 0 : tail.position();
  }

  private void bring(Placed placed, long known) {
    long sequence = placed.sequence();
    if (tail != null) {
      context.counters().dispatched.increment();
      tail.appended(sequence, known);
    }
    // What is in a shared store comes from there, in the order that holds for all processes.
    if (sequence == 0 || tail == null) {
      router.route(placed.event(), sequence);
    }
    if (sequence % LOOK_EVERY == LOOK_EVERY - 1) {
      look.run();
    }
  }
}
