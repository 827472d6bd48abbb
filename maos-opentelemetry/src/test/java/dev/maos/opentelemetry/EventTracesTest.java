package dev.maos.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import dev.maos.event.ReplayRequest;
import dev.maos.message.Message;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spans of events within one process. */
@Timeout(60)
class EventTracesTest {
  private static final AgentId BOSS = AgentId.of("boss");
  private static final AgentId WORKER = AgentId.of("worker");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AutoClose private final TracedProcess process = TracedProcess.of("memory:", "one");
  private final Maos maos = process.maos();

  private Event dispatch() throws InterruptedException {
    var event = maos.events().dispatch(Event.from(WORKER).on("work").type("DONE").data("secret"));
    assertThat(maos.events().awaitIdle(PATIENCE)).isTrue();
    return event;
  }

  @Test
  void aHandlingIsBelowTheEventThatWasDispatched() throws Exception {
    maos.events().subscribe(BOSS, EventFilter.all(), it -> {});

    var event = dispatch();

    var dispatched = process.span("dispatch work");
    var handled = process.span("handle work");
    assertThat(dispatched.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(dispatched.getParentSpanContext().isValid()).isFalse();
    assertThat(handled.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(handled.getParentSpanId()).isEqualTo(dispatched.getSpanId());
    assertThat(handled.getTraceId()).isEqualTo(dispatched.getTraceId());
    assertThat(handled.getAttributes().get(AttributeKey.stringKey("maos.event.id")))
        .isEqualTo(event.id().toString());
    assertThat(handled.getAttributes().get(AttributeKey.stringKey("maos.event.type")))
        .isEqualTo("DONE");
    assertThat(process.spans().toString()).doesNotContain("secret");
  }

  @Test
  void anEventIsBelowTheSpanThatIsCurrent() throws Exception {
    var span = process.tracer().spanBuilder("mine").startSpan();
    try (var _ = span.makeCurrent()) {
      dispatch();
    }
    span.end();

    assertThat(process.span("dispatch work").getParentSpanId())
        .isEqualTo(span.getSpanContext().getSpanId());
  }

  @Test
  void whatAHandlerSendsIsBelowItsHandling() throws Exception {
    maos.bus().subscribe(WORKER, TopicPattern.of("next"), it -> {});
    maos.events()
        .subscribe(
            BOSS,
            EventFilter.onTopic(TopicPattern.of("work")),
            it -> {
              maos.bus()
                  .publish(Message.from(BOSS).to(WORKER).on("next").command(Payload.text("it")));
              maos.events().dispatch(Event.from(BOSS).on("more").type("DONE"));
            });

    dispatch();
    maos.bus().awaitIdle(PATIENCE);

    var handled = process.span("handle work").getSpanId();
    assertThat(process.span("create next").getParentSpanId()).isEqualTo(handled);
    assertThat(process.span("dispatch more").getParentSpanId()).isEqualTo(handled);
  }

  @Test
  void aHandlerThatThrowsIsASpanWithThatError() throws Exception {
    maos.events()
        .subscribe(
            BOSS,
            EventFilter.onTopic(TopicPattern.of("work")),
            it -> {
              throw new IllegalStateException("secret");
            });

    dispatch();

    var handled =
        process.spans().stream().filter(it -> it.getName().equals("handle work")).toList();
    assertThat(handled)
        .isNotEmpty()
        .allSatisfy(span -> {
          assertThat(span.getStatus()).isEqualTo(StatusData.error());
          assertThat(span.getAttributes().get(MessageAttributes.ERROR))
              .isEqualTo(IllegalStateException.class.getName());
        });
    assertThat(process.spans().toString()).doesNotContain("secret");
  }

  @Test
  void whatIsReplayedIsHandledInItsTrace() throws Exception {
    dispatch();

    var replay =
        maos.events()
            .replay(ReplayRequest.of(EventQuery.all()), it -> Span.current().addEvent("again"));
    assertThat(replay.awaitEnd(PATIENCE)).isTrue();

    var handled = process.span("handle work");
    assertThat(handled.getParentSpanId()).isEqualTo(process.span("dispatch work").getSpanId());
    assertThat(handled.getEvents()).hasSize(1);
  }
}
