package dev.maos.event;

import dev.maos.base.InvalidInputException;
import dev.maos.base.TraceContext;
import dev.maos.base.Tracer;
import dev.maos.base.Tracer.Step;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The place of events in traces. It is kept in the metadata, under the names that CloudEvents has
 * for it, so that it goes through every store and to every process.
 */
final class EventTrace {
  static final String PARENT = "traceparent";
  static final String STATE = "tracestate";

  private EventTrace() {}

  /** The context that the metadata holds; what is none counts as nothing. */
  static Optional<TraceContext> of(Map<String, String> metadata) {
    var parent = metadata.isEmpty() ? null : metadata.get(PARENT);
    if (parent == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TraceContext(parent, metadata.getOrDefault(STATE, "")));
    } catch (InvalidInputException foreign) {
      return Optional.empty();
    }
  }

  /** The metadata with this context. */
  static Map<String, String> in(Map<String, String> metadata, TraceContext trace) {
    var more = new TreeMap<>(metadata);
    more.put(PARENT, trace.traceparent());
    if (trace.tracestate().isEmpty()) {
      more.remove(STATE);
    } else {
      more.put(STATE, trace.tracestate());
    }
    return more;
  }

  /** The event as it is dispatched: in the trace that it names, else in that of this thread. */
  static Event dispatched(Event event, Tracer tracer) {
    var own = event.trace();
    var trace =
        tracer.note(() -> step(Step.Kind.SENDING, "dispatch", event), own.or(tracer::current));
    return trace.isEmpty() || trace.equals(own)
        ? event
        : event.with(in(event.metadata(), trace.get()));
  }

  /** The handler, noting what it handles. */
  static EventHandler noting(Tracer tracer, EventHandler handler) {
    return tracer.isActive() ? delivery -> handle(tracer, handler, delivery) : handler;
  }

  private static void handle(Tracer tracer, EventHandler handler, EventDelivery delivery)
      throws Exception {
    var event = delivery.event();
    tracer.within(
        () -> step(Step.Kind.HANDLING, "handle", event),
        event.trace(),
        () -> {
          handler.handle(delivery);
          return delivery;
        });
  }

  private static Step step(Step.Kind kind, String verb, Event event) {
    var topic = event.topic().value();
    return new Step(
        kind,
        verb + " " + topic,
        Map.of(
            "maos.event.id", event.id().toString(),
            "maos.event.type", event.type().name(),
            "maos.topic", topic,
            "maos.source", event.source().value()));
  }
}
