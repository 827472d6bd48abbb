package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.message.Envelope.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeFingerprintTest {
  private static final Payload PAYLOAD = Payload.text("content");
  private static final Message MESSAGE = draft().command("review", PAYLOAD);

  @ParameterizedTest
  @MethodSource("otherContent")
  void otherContentHasAnotherFingerprint(Message other) {
    assertThat(fingerprint(other)).isNotEqualTo(fingerprint(MESSAGE)).isNotZero();
  }

  @ParameterizedTest
  @MethodSource("sameContent")
  void howItTravelsIsNoContent(Message other) {
    assertThat(fingerprint(other)).isEqualTo(fingerprint(MESSAGE));
  }

  @Test
  void theSameContentHasOneFingerprintUnderAnyIdAndAtAnyTime() {
    var first = new Envelope(Samples.ID, 1, 2, 3, Identity.CONTENT, MESSAGE);
    var second = new Envelope(new MessageId(7, 7), 4, 5, 6, Identity.CONTENT, MESSAGE);

    assertThat(first.fingerprint()).isEqualTo(second.fingerprint());
  }

  @Test
  void itIsTheSameOnEveryMachine() {
    assertThat(fingerprint(MESSAGE)).isEqualTo(-4_571_121_407_449_616_169L);
  }

  @Test
  void underADerivedIdAnyContentIsTheSameMessage() {
    var first = new Envelope(Samples.ID, 1, 2, 3, Identity.ID_ALONE, MESSAGE);
    var second = new Envelope(Samples.ID, 1, 2, 3, Identity.ID_ALONE, draft().heartbeat());

    assertThat(first.fingerprint()).isEqualTo(second.fingerprint()).isNotZero();
  }

  // These are the same to hash codes that are added up.
  @Test
  void changesThatCancelEachOtherOutAreSeen() {
    var name = draft().headers(Map.of("debug", "debug")).heartbeat();
    var none = draft().headers(Map.of()).heartbeat();
    var here = draft().to(AgentId.of("w1")).on("step.b1").heartbeat();
    var there = draft().to(AgentId.of("w2")).on("step.a1").heartbeat();

    assertThat(fingerprint(name)).isNotEqualTo(fingerprint(none));
    assertThat(fingerprint(here)).isNotEqualTo(fingerprint(there));
    assertThat(fingerprint(draft().on("Aa").heartbeat()))
        .isNotEqualTo(fingerprint(draft().on("BB").heartbeat()));
  }

  static Stream<Arguments> otherContent() {
    return Stream.of(
        argumentSet("type", draft().query("review", PAYLOAD)),
        argumentSet("name", draft().command("Review", PAYLOAD)),
        argumentSet("no name", draft().command(PAYLOAD)),
        argumentSet("sender", from("planner2").command("review", PAYLOAD)),
        argumentSet("recipient", draft().to(AgentId.of("worker2")).command("review", PAYLOAD)),
        argumentSet("group", draft().toGroup("worker").command("review", PAYLOAD)),
        argumentSet("everyone", draft().toEveryone().command("review", PAYLOAD)),
        argumentSet("topic", draft().on("Tasks").command("review", PAYLOAD)),
        argumentSet("payload", draft().command("review", Payload.text("Content"))),
        argumentSet("empty payload", draft().command("review", Payload.text(""))),
        argumentSet("media type", draft().command("review", binary(MediaType.BINARY))),
        argumentSet("one header less", draft().headers(Map.of()).command("review", PAYLOAD)),
        argumentSet("one header more", draft().header("more", "x").command("review", PAYLOAD)),
        argumentSet("header value", draft().header("tenant", "south").command("review", PAYLOAD)),
        argumentSet(
            "header name", draft().headers(Map.of("Tenant", "north")).command("review", PAYLOAD)));
  }

  static Stream<Arguments> sameContent() {
    return Stream.of(
        argumentSet("nothing", draft().command("review", Payload.text("content"))),
        argumentSet("priority", draft().priority(Priority.LOW).command("review", PAYLOAD)),
        argumentSet("ttl", draft().ttl(Duration.ofHours(1)).command("review", PAYLOAD)),
        argumentSet("delay", draft().deliverAfter(Duration.ZERO).command("review", PAYLOAD)),
        argumentSet("deadline", draft().deadline(Instant.MAX).command("review", PAYLOAD)),
        argumentSet("key", draft().identifiedBy("key").command("review", PAYLOAD)),
        argumentSet(
            "conversation",
            draft().correlatedWith(CorrelationId.of("c")).command("review", PAYLOAD)));
  }

  private static long fingerprint(Message message) {
    return Samples.sealed(message).fingerprint();
  }

  private static MessageDraft draft() {
    return from("planner");
  }

  private static MessageDraft from(String sender) {
    return Message.from(AgentId.of(sender))
        .to(Samples.WORKER)
        .on("tasks")
        .header("tenant", "north");
  }

  private static Payload binary(MediaType mediaType) {
    return Payload.binary(PAYLOAD.bytes(), mediaType);
  }
}
