package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.Cause;
import dev.maos.base.ErrorWords;
import dev.maos.base.Payload;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.base.Tracer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the layer itself has to tell: it waits in a bounded mailbox and is dispatched on a thread of
 * its own, so that whoever announces neither waits nor fails. What finds no room is counted.
 * Thread-safe.
 */
final class Announcements implements Announcer, Pump.Work {
  /** Where the dispatcher tells what happens to itself. */
  static final Topic TOPIC = Topic.reserved("events");

  static final String DROPPED = "EVENTS_DROPPED";
  static final String BURIED = "EVENT_DEAD_LETTERED";
  static final String CUT_OFF = "SUBSCRIPTION_CUT_OFF";

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
  private static final AgentId LAYER = AgentId.of("maos");
  private static final int CAPACITY = 1_000;
  private static final int BATCH = 32;

  private final EventCounters counters;
  private final Tracer tracer;
  private final Consumer<EventDraft> dispatch;
  private final Signal idle;
  private final Mailbox<EventDraft> mailbox = new Mailbox<>(CAPACITY);
  private final Pump pump;

  Announcements(
      EventCounters counters,
      Signal idle,
      TimeSource time,
      Tracer tracer,
      Consumer<EventDraft> dispatch) {
    this.counters = counters;
    this.tracer = tracer;
    this.idle = idle;
    this.dispatch = dispatch;
    this.pump = new Pump(this, time);
  }

  @Override
  public void announce(String what, AgentId who, Topic about, Payload data, Optional<UUID> cause) {
    try {
      var draft = Event.from(who).on(about).type(what).data(data).severity(severityOf(what));
      cause.ifPresent(draft::causedBy);
      // The thread that dispatches it knows nothing of the trace.
      tracer.current().ifPresent(draft::tracedBy);
      post(draft);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).addKeyValue("what", what).log("not announced");
      counters.announcementsLost.increment();
    }
  }

  /** A subscription has lost events; so many in all. */
  void dropped(String subscription, EventDelivery cause, long dropped) {
    var data = new LinkedHashMap<String, Object>();
    data.put("subscription", subscription);
    data.put("dropped", dropped);
    tell(DROPPED, cause, data);
  }

  /** A subscription has given an event up. */
  void buried(String subscription, EventDelivery delivery, int attempts, Throwable error) {
    var data = new LinkedHashMap<String, Object>();
    data.put("subscription", subscription);
    data.put("event", delivery.event().id().toString());
    data.put("sequence", delivery.sequence());
    data.put("attempts", attempts);
    data.put("error", ErrorWords.of(error));
    tell(BURIED, delivery, data);
  }

  /** Retention has passed over a reader. */
  void cutOff(EventCursor cursor) {
    var data = new LinkedHashMap<String, Object>();
    data.put("subscription", cursor.name().value());
    data.put("missed", cursor.missed());
    data.put("sequence", cursor.sequence());
    tell(CUT_OFF, null, data);
  }

  // What happens to events about the layer is not told again, or it would go on for ever.
  private void tell(String what, @Nullable EventDelivery cause, Map<String, ?> data) {
    if (cause != null && cause.event().topic().isReserved()) {
      return;
    }
    announce(what, LAYER, TOPIC, payload(data), Optional.ofNullable(cause).map(Cause::id));
  }

  private static Payload payload(Map<String, ?> data) {
    try {
      return Payload.of(data);
    } catch (RuntimeException e) {
      // An error's words may be no text at all.
      return Payload.empty();
    }
  }

  private static EventSeverity severityOf(String what) {
    return switch (what) {
      case "ERROR_OCCURRED", "TASK_FAILED", "CONSENSUS_LOG_ROLLED_BACK" -> EventSeverity.ERROR;
      case DROPPED,
          BURIED,
          CUT_OFF,
          "PERFORMANCE_ALERT",
          "MESSAGE_DEAD_LETTERED",
          "QUEUE_LAGGING" ->
          EventSeverity.WARNING;
      default -> EventSeverity.INFO;
    };
  }

  private void post(EventDraft draft) {
    if (mailbox.offer(draft)) {
      pump.ring();
    } else {
      counters.announcementsLost.increment();
    }
  }

  @Override
  public void work(Cause.Scope scope) {
    var drafts = new EventDraft[BATCH];
    for (int count = mailbox.drainTo(drafts); count > 0; count = mailbox.drainTo(drafts)) {
      for (int i = 0; i < count; i++) {
        dispatch(drafts[i]);
      }
    }
  }

  private void dispatch(EventDraft draft) {
    try {
      dispatch.accept(draft);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("not announced");
      counters.announcementsLost.increment();
    }
  }

  @Override
  public void rested() {
    idle.raise();
  }

  boolean isIdle() {
    return pump.isIdle() && mailbox.size() == 0;
  }

  void close() {
    mailbox.close();
  }
}
