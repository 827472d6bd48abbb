package dev.maos.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.base.TraceContext;
import dev.maos.message.Message;
import dev.maos.message.RequestTimeoutException;
import dev.maos.message.SubscriptionOptions;
import dev.maos.testkit.Recorder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spans of messages within one process. */
@Timeout(60)
class MessageTracesTest {
  private static final AgentId BOSS = AgentId.of("boss");
  private static final AgentId WORKER = AgentId.of("worker");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TracedProcess process = TracedProcess.of("memory:", "one");
  private final Maos maos = process.maos();

  @AfterEach
  void close() {
    process.close();
  }

  @Test
  void aDeliveryIsBelowTheMessageThatWasSent() throws InterruptedException {
    maos.bus().subscribe(WORKER, TopicPattern.of("jobs"), delivery -> {});
    var receipt = maos.bus().publish(job("jobs"));
    maos.bus().awaitIdle(PATIENCE);

    var sent = process.span("create jobs");
    var handled = process.span("process jobs");

    assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(sent.getParentSpanContext().isValid()).isFalse();
    assertThat(handled.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(handled.getParentSpanId()).isEqualTo(sent.getSpanId());
    assertThat(handled.getTraceId()).isEqualTo(sent.getTraceId());
    assertThat(handled.getAttributes().get(MessageAttributes.ID))
        .isEqualTo(receipt.id().toString());
    assertThat(handled.getAttributes().get(MessageAttributes.SYSTEM)).isEqualTo("maos");
    assertThat(handled.getAttributes().get(MessageAttributes.DESTINATION)).isEqualTo("jobs");
    assertThat(handled.getAttributes().get(MessageAttributes.SENDER)).isEqualTo("boss");
    assertThat(handled.getAttributes().get(MessageAttributes.ATTEMPT)).isEqualTo(1);
    assertThat(handled.getAttributes().get(MessageAttributes.SIZE)).isEqualTo(3);
  }

  @Test
  void whatAHandlerPublishesIsBelowItsDelivery() throws InterruptedException {
    maos.bus()
        .subscribe(WORKER, TopicPattern.of("jobs"), delivery -> maos.bus().publish(job("next")));
    maos.bus().publish(job("jobs"));
    maos.bus().awaitIdle(PATIENCE);

    assertThat(process.span("create next").getParentSpanId())
        .isEqualTo(process.span("process jobs").getSpanId());
  }

  @Test
  void aRequestIsAroundItsMessageAndItsAnswer() throws InterruptedException {
    maos.bus().subscribe(WORKER, TopicPattern.of("sums"), asked -> asked.reply(Payload.text("5")));
    var question = Message.from(BOSS).to(WORKER).on("sums").query(Payload.text("2+3"));

    maos.bus().request(question, PATIENCE);
    maos.bus().awaitIdle(PATIENCE);

    var request = process.span("request sums");
    assertThat(request.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(process.span("create sums").getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(process.spans())
        .hasSize(5)
        .allMatch(span -> span.getTraceId().equals(request.getTraceId()));
  }

  @Test
  void aRequestThatNobodyAnswersIsASpanWithThatError() {
    var question = Message.from(BOSS).to(WORKER).on("sums").query(Payload.text("2+3"));

    assertThatThrownBy(() -> maos.bus().request(question, Duration.ofMillis(20)))
        .isInstanceOf(RequestTimeoutException.class);

    var request = process.span("request sums");
    assertThat(request.getStatus()).isEqualTo(StatusData.error());
    assertThat(request.getAttributes().get(MessageAttributes.ERROR))
        .isEqualTo(RequestTimeoutException.class.getName());
  }

  @Test
  void aHandlerThatThrowsIsASpanWithItsErrorAndWithoutItsText() throws InterruptedException {
    maos.bus()
        .subscribe(
            WORKER,
            TopicPattern.of("jobs"),
            SubscriptionOptions.defaults().maxDeliveries(1),
            delivery -> {
              throw new IllegalStateException("the password is hunter2");
            });
    maos.bus().publish(job("jobs"));
    maos.bus().awaitIdle(PATIENCE);

    var handled = process.span("process jobs");
    assertThat(handled.getStatus()).isEqualTo(StatusData.error());
    assertThat(handled.getEvents()).isEmpty();
    assertThat(handled.getAttributes().get(MessageAttributes.ERROR))
        .isEqualTo(IllegalStateException.class.getName());
  }

  @Test
  void theSpanOfTheCallerIsTheParent() {
    var caller = process.tracer().spanBuilder("caller").startSpan();
    try (var _ = caller.makeCurrent()) {
      maos.bus().publish(job("jobs"));
    } finally {
      caller.end();
    }

    assertThat(process.span("create jobs").getParentSpanId())
        .isEqualTo(caller.getSpanContext().getSpanId());
  }

  @Test
  void aContextThatAMessageIsGivenIsTheParent() {
    var context =
        new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=1");
    maos.bus()
        .publish(
            Message.from(BOSS)
                .to(WORKER)
                .on("jobs")
                .tracedBy(context)
                .command(Payload.text("job")));

    var sent = process.span("create jobs");
    assertThat(sent.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(sent.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(sent.getSpanContext().getTraceState().get("vendor")).isEqualTo("1");
  }

  @Test
  void withoutATracerTheContextStillPassesThrough() throws InterruptedException {
    var heard = new Recorder();
    var context = new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");
    try (var plain = Maos.open("memory:")) {
      plain
          .bus()
          .subscribe(WORKER, TopicPattern.of("jobs"), delivery -> plain.bus().publish(job("next")));
      plain.bus().subscribe(WORKER, TopicPattern.of("next"), heard);
      plain
          .bus()
          .publish(
              Message.from(BOSS)
                  .to(WORKER)
                  .on("jobs")
                  .tracedBy(context)
                  .command(Payload.text("job")));

      assertThat(heard.await(1).getFirst().message().lineage().trace()).contains(context);
    }
  }

  @Test
  void noSpanIsCurrentAfterwards() throws InterruptedException {
    maos.bus().publish(job("jobs"));

    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    assertThat(List.copyOf(process.spans())).extracting(SpanData::hasEnded).containsOnly(true);
  }

  private static Message job(String topic) {
    return Message.from(BOSS).to(WORKER).on(topic).command(Payload.text("job"));
  }
}
