package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.MediaType;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Two envelopes whose every byte is known: one with nothing but what must be, one with all. */
final class Samples {
  static final AgentId PLANNER = AgentId.of("planner");
  static final AgentId WORKER = AgentId.of("worker");
  static final MessageId ID = MessageId.parse("019b7a00-0000-7000-8000-000000000001");
  static final long SENT_AT = 1_767_225_600_000_000L;

  private static final long DAY = 86_400_000_000L;

  private Samples() {}

  static MessageDraft draft() {
    return Message.from(PLANNER).to(WORKER).on("tasks");
  }

  static Envelope sealed(Message message) {
    return new Envelope(ID, SENT_AT, SENT_AT, SENT_AT + DAY, Envelope.Identity.CONTENT, message);
  }

  static Envelope minimal() {
    return sealed(draft().notification(Payload.empty()));
  }

  static Envelope full() {
    var message =
        Message.from(PLANNER)
            .toGroup("reviewers")
            .on("reviews.java")
            .priority(Priority.CRITICAL)
            .guarantee(Guarantee.EXACTLY_ONCE)
            .ttl(Duration.ofHours(1).plusNanos(5))
            .deliverAfter(Duration.ofSeconds(90))
            .deadline(Instant.parse("2026-01-01T00:30:00.000000007Z"))
            .lineage(lineage())
            .orderedBy("stra\u00dfe")
            .identifiedBy("key-1")
            .replyTo(PLANNER, Topic.of("answers"))
            .withReceipt()
            .header("tenant", "north")
            .header("language", "\ud83d\ude00")
            .command("review", Payload.json("{\"lines\":412,\"path\":\"Main.java\"}"));
    return new Envelope(
        ID, SENT_AT, SENT_AT + 90_000_001, SENT_AT + DAY, Envelope.Identity.ID_ALONE, message);
  }

  static Envelope assigned() {
    var needs = List.of(Need.of("java-review>=17"), Need.of("sql"));
    var assignment = new Assignment(needs, List.of(AgentId.of("ann"), AgentId.of("bob")));
    return sealed(
        draft().assigned(assignment).header("tenant", "north").notification(Payload.empty()));
  }

  static Envelope toEveryone() {
    var latin = Payload.binary("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1), latin1());
    var message =
        Message.from(WORKER)
            .toEveryone()
            .on("a.b.c")
            .deliverAt(Instant.parse("2026-02-01T00:00:00Z"))
            .priority(Priority.LOW)
            .guarantee(Guarantee.AT_MOST_ONCE)
            .custom("menu", latin);
    return new Envelope(ID, -1, 0, Long.MAX_VALUE, Envelope.Identity.CONTENT, message);
  }

  private static MediaType latin1() {
    return MediaType.of("text/plain;charset=ISO-8859-1");
  }

  private static Lineage lineage() {
    return Lineage.NONE
        .correlatedWith(CorrelationId.of("case-17"))
        .causedBy(new MessageId(0x0123_4567_89ab_7defL, 0x8123_4567_89ab_cdefL))
        .along(List.of(WORKER, PLANNER))
        .tracedBy(
            new TraceContext(
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=state"));
  }
}
