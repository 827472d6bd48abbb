package dev.maos.opentelemetry;

import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import dev.maos.message.Delivery;
import dev.maos.message.Message;
import dev.maos.message.MessageTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes spans of messages, events and votes with OpenTelemetry, by its conventions for messaging.
 *
 * <p>
 *
 * {@snippet :
 * var maos = Maos.builder(uri).tracedBy(MessageTraces.of(openTelemetry)).open();
 * }
 *
 * <p>A message that goes out is a span of kind producer, {@code create TOPIC}; its context travels
 * with the message, so that each delivery is a span of kind consumer below it, {@code process
 * TOPIC}, in which the handler runs. A request is a span of kind client, {@code request TOPIC},
 * around both. A delivery whose handler throws is a span with that error. The parent is the span
 * that is current on the thread, else the context that the message inherited or was given.
 *
 * <p>An event that is dispatched is a span of kind producer, {@code dispatch TOPIC}, and below it
 * each handling one of kind consumer, {@code handle TOPIC}; what the layer itself announces has no
 * span, and the context of what it is about. A proposal is a span {@code vote propose}, a ballot
 * {@code vote cast}; invitations are messages below the one, the result a message below the ballot
 * that decided it. An invitation or a result that another process sends in the place of one that
 * has died begins a trace, and so does the result of a vote that ended by its deadline.
 *
 * <p>Payloads and headers are not part of spans. Thread-safe.
 */
public final class MessageTraces implements MessageTracer {
  private static final String SCOPE = "dev.maos";
  private static final String REPLIES = Topic.reserved("replies").value();

  private final Tracer tracer;
  private final TracePropagation propagation;

  private MessageTraces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer(SCOPE);
    this.propagation = new TracePropagation();
  }

  /** Spans that go wherever this sends them. */
  public static MessageTraces of(OpenTelemetry telemetry) {
    return new MessageTraces(telemetry);
  }

  @Override
  public Optional<TraceContext> sending(Message message) {
    var span = span("create", message, SpanKind.PRODUCER).setParent(parent(message)).startSpan();
    span.end();
    return propagation.inject(Context.root().with(span));
  }

  @Override
  public void handling(Delivery delivery, Work work) throws Exception {
    var message = delivery.message();
    var span =
        span("process", message, SpanKind.CONSUMER)
            .setParent(propagation.extract(message.lineage().trace()))
            .setAttribute(MessageAttributes.ID, delivery.id().toString())
            .setAttribute(MessageAttributes.QUEUE, delivery.queue().toString())
            .setAttribute(MessageAttributes.ATTEMPT, (long) delivery.attempt())
            .startSpan();
    try (var _ = span.makeCurrent()) {
      work.run();
    } catch (Throwable error) {
      failed(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  @Override
  public Delivery requesting(Message message, Asking asking) throws InterruptedException {
    var span = span("request", message, SpanKind.CLIENT).setParent(parent(message)).startSpan();
    try (var _ = span.makeCurrent()) {
      return asking.ask();
    } catch (RuntimeException | InterruptedException error) {
      failed(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  @Override
  public boolean isActive() {
    return true;
  }

  @Override
  public Optional<TraceContext> current() {
    return propagation.inject(Context.current()).or(MessageTracer.super::current);
  }

  @Override
  public Optional<TraceContext> note(Supplier<Step> step, Optional<TraceContext> parent) {
    var span = span(step.get(), parent);
    span.end();
    return propagation.inject(Context.root().with(span)).or(() -> parent);
  }

  @Override
  public <T, E extends Exception> T within(
      Supplier<Step> step,
      Optional<TraceContext> parent,
      ScopedValue.CallableOp<? extends T, E> work)
      throws E {
    var span = span(step.get(), parent);
    try (var _ = span.makeCurrent()) {
      return work.call();
    } catch (Throwable error) {
      failed(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  private Span span(Step step, Optional<TraceContext> parent) {
    var here = Context.current();
    var builder =
        tracer
            .spanBuilder(step.name())
            .setSpanKind(kind(step.kind()))
            // What is known here has more to it than what is carried.
            .setParent(
                propagation.inject(here).equals(parent) ? here : propagation.extract(parent));
    step.about().forEach(builder::setAttribute);
    return builder.startSpan();
  }

  private static SpanKind kind(Step.Kind kind) {
    return switch (kind) {
      case WORK -> SpanKind.INTERNAL;
      case SENDING -> SpanKind.PRODUCER;
      case HANDLING -> SpanKind.CONSUMER;
    };
  }

  private Context parent(Message message) {
    var current = Context.current();
    return Span.fromContext(current).getSpanContext().isValid()
        ? current
        : propagation.extract(message.lineage().trace());
  }

  private SpanBuilder span(String operation, Message message, SpanKind kind) {
    var topic = message.topic().value();
    return tracer
        .spanBuilder(operation + " " + name(topic))
        .setSpanKind(kind)
        .setAttribute(MessageAttributes.SYSTEM, "maos")
        .setAttribute(MessageAttributes.OPERATION, operation)
        .setAttribute(MessageAttributes.DESTINATION, topic)
        .setAttribute(MessageAttributes.SENDER, message.sender().value())
        .setAttribute(MessageAttributes.RECIPIENT, message.recipient().toString())
        .setAttribute(MessageAttributes.SIZE, (long) message.payload().size());
  }

  // Each bus takes its replies on a topic of its own, and names of spans are to be few.
  private static String name(String topic) {
    return topic.startsWith(REPLIES) ? REPLIES : topic;
  }

  // The text of an error may hold what the message held.
  private static void failed(Span span, Throwable error) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(MessageAttributes.ERROR, error.getClass().getName());
  }
}
