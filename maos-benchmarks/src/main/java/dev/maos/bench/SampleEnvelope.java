package dev.maos.bench;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageId;
import dev.maos.message.Priority;
import java.time.Duration;
import java.util.Map;

/** A message with something in each of its parts and a JSON payload of a given size. */
public final class SampleEnvelope {
  private static final long SENT_AT_MICROS = 1_767_225_600_000_000L;
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Message message;

  /** A sample whose payload has that many bytes, at least 100. */
  public SampleEnvelope(int payloadBytes) {
    message =
        Message.from(AgentId.of("planner-7"))
            .to(AgentId.of("reviewer-12"))
            .on(Topic.of("reviews.java.nesting"))
            .priority(Priority.HIGH)
            .ttl(Duration.ofHours(1))
            .correlatedWith(CorrelationId.of("review-2026-000123"))
            .header("tenant", "north")
            .header("language", "java")
            .command("review", payload(payloadBytes));
  }

  /** A fresh envelope of the message, not yet written; its id has that number in it. */
  public Envelope envelope(long number) {
    return new Envelope(
        new MessageId(0x019b_7a00_0000_7000L, number),
        SENT_AT_MICROS,
        SENT_AT_MICROS,
        SENT_AT_MICROS + DAY_MICROS,
        Envelope.Identity.CONTENT,
        message);
  }

  /** The message in all its envelopes. */
  public Message message() {
    return message;
  }

  private static Payload payload(int bytes) {
    var fields = Payload.of(Map.of("path", "src/Main.java", "lines", 412, "depth", 7, "text", ""));
    var filler = "x".repeat(bytes - fields.size());
    return Payload.of(Map.of("path", "src/Main.java", "lines", 412, "depth", 7, "text", filler));
  }
}
