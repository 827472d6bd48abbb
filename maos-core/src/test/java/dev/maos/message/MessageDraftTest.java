package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TraceContext;
import dev.maos.message.Handling.ReceiptWish;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageDraftTest {
  private static final Payload PAYLOAD = Payload.text("content");

  @Test
  void whatIsNotSaidIsAtItsDefault() {
    var message = draft().command(PAYLOAD);

    assertThat(message)
        .isEqualTo(
            new Message(
                MessageType.COMMAND,
                "",
                Samples.PLANNER,
                new Address.ToAgent(Samples.WORKER),
                Topic.of("tasks"),
                PAYLOAD,
                Priority.NORMAL,
                Guarantee.AT_LEAST_ONCE,
                new Timing(Duration.ofHours(24), Schedule.NOW, Optional.empty()),
                Lineage.NONE,
                Handling.DEFAULT,
                Headers.NONE));
    assertThat(message.lineage().hops()).isZero();
    assertThat(message.handling().receipt()).isEqualTo(ReceiptWish.NONE);
    assertThat(message.headers().values()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("endings")
  void eachEndingMakesItsType(Message message, MessageType type, String name, Payload payload) {
    assertThat(message.type()).isEqualTo(type);
    assertThat(message.name()).isEqualTo(name);
    assertThat(message.payload()).isEqualTo(payload);
    assertThat(message.sender()).isEqualTo(Samples.PLANNER);
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        row(draft().command(PAYLOAD), MessageType.COMMAND, ""),
        row(draft().command("analyze_data", PAYLOAD), MessageType.COMMAND, "analyze_data"),
        row(draft().query(PAYLOAD), MessageType.QUERY, ""),
        row(draft().query("status", PAYLOAD), MessageType.QUERY, "status"),
        row(draft().response(PAYLOAD), MessageType.RESPONSE, ""),
        row(draft().event(PAYLOAD), MessageType.EVENT, ""),
        row(draft().event("task.done", PAYLOAD), MessageType.EVENT, "task.done"),
        row(draft().heartbeat(PAYLOAD), MessageType.HEARTBEAT, ""),
        row(draft().notification(PAYLOAD), MessageType.NOTIFICATION, ""),
        row(draft().registration(PAYLOAD), MessageType.REGISTRATION, ""),
        row(draft().discovery(PAYLOAD), MessageType.DISCOVERY, ""),
        row(draft().consensus("ballot", PAYLOAD), MessageType.CONSENSUS, "ballot"),
        row(draft().custom("acme/order+v2", PAYLOAD), MessageType.CUSTOM, "acme/order+v2"),
        row(draft().message(MessageType.EVENT, "x", PAYLOAD), MessageType.EVENT, "x"),
        argumentSet(
            "heartbeat alone", draft().heartbeat(), MessageType.HEARTBEAT, "", Payload.empty()));
  }

  @Test
  void anErrorCarriesItsCodeAndASentence() {
    var message = draft().error("OUT_OF_PAPER", "The printer has no paper.");

    assertThat(message.type()).isEqualTo(MessageType.ERROR);
    assertThat(message.name()).isEqualTo("OUT_OF_PAPER");
    Object content = message.payload().as(Map.class);
    assertThat(content)
        .isEqualTo(Map.of("code", "OUT_OF_PAPER", "message", "The printer has no paper."));
  }

  @Test
  void theLastRecipientAndTopicCount() {
    var message =
        draft().toGroup("reviewers").to(AgentId.of("other")).on("a").on(Topic.of("b")).heartbeat();

    assertThat(message.recipient()).isEqualTo(new Address.ToAgent(AgentId.of("other")));
    assertThat(message.topic()).isEqualTo(Topic.of("b"));
  }

  @Test
  void aMessageGoesToAnAgentAGroupOrEveryone() {
    var toGroup = draft().toGroup("reviewers").heartbeat();
    var toEveryone = draft().toEveryone().heartbeat();
    var toAddress = draft().to(new Address.ToGroup(GroupName.of("reviewers"))).heartbeat();

    assertThat(draft().heartbeat().recipient()).hasToString("agent worker");
    assertThat(toGroup.recipient()).hasToString("group reviewers");
    assertThat(toEveryone.recipient()).hasToString("everyone").isEqualTo(Address.EVERYONE);
    assertThat(toAddress).isEqualTo(toGroup);
  }

  @Test
  void priorityGuaranteeAndReceiptAreAskedFor() {
    var message =
        draft()
            .priority(Priority.CRITICAL)
            .guarantee(Guarantee.EXACTLY_ONCE)
            .withReceipt()
            .heartbeat();

    assertThat(message.priority()).isEqualTo(Priority.CRITICAL);
    assertThat(message.guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
    assertThat(message.handling().receipt()).isEqualTo(ReceiptWish.WANTED);
  }

  @Test
  void timesAreKeptApart() {
    var deadline = Instant.parse("2026-01-01T00:00:00Z");
    var message =
        draft()
            .ttl(Duration.ofMinutes(5))
            .deliverAfter(Duration.ofSeconds(10))
            .deadline(deadline)
            .heartbeat();

    assertThat(message.timing())
        .isEqualTo(
            new Timing(
                Duration.ofMinutes(5),
                new Schedule.After(Duration.ofSeconds(10)),
                Optional.of(deadline)));
  }

  @Test
  void theLastScheduleCounts() {
    var moment = Instant.parse("2026-01-01T00:00:00Z");

    var message = draft().deliverAfter(Duration.ofSeconds(10)).deliverAt(moment).heartbeat();

    assertThat(message.timing().schedule()).isEqualTo(new Schedule.At(moment));
  }

  @Test
  void theConversationIsKept() {
    var trace =
        new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=b,c=d");
    var conversation = CorrelationId.of("case-17");

    var lineage = draft().tracedBy(trace).correlatedWith(conversation).heartbeat().lineage();

    assertThat(lineage.trace()).contains(trace);
    assertThat(lineage.correlation()).contains(conversation);
    assertThat(lineage.causation()).isEmpty();
    assertThat(lineage.path()).isEmpty();
  }

  @Test
  void keysAndThePlaceOfTheAnswerAreKeptApart() {
    var message =
        draft()
            .orderedBy("customer-1")
            .identifiedBy("order-1")
            .replyTo(Samples.PLANNER, Topic.of("answers"))
            .heartbeat();

    assertThat(message.handling().orderingKey()).contains("customer-1");
    assertThat(message.handling().idempotencyKey()).contains("order-1");
    assertThat(message.handling().replyTo())
        .contains(new ReplyTo(Samples.PLANNER, Topic.of("answers")));
  }

  @Test
  void headersAreSortedAndTheLastValueOfANameCounts() {
    var message = draft().header("b", "1").header("a", "2").header("b", "3").heartbeat();

    assertThat(message.headers().values())
        .containsExactly(Map.entry("a", "2"), Map.entry("b", "3"));
    assertThat(message.headers().value("b")).contains("3");
    assertThat(message.headers().value("c")).isEmpty();
  }

  @Test
  void allHeadersTogetherReplaceThoseBefore() {
    var mine = new HashMap<>(Map.of("a", "1"));

    var message = draft().header("b", "2").headers(mine).heartbeat();
    mine.put("a", "changed");

    assertThat(message.headers().values()).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void aDraftMayBeUsedAgain() {
    var draft = draft();

    var first = draft.header("a", "1").command(PAYLOAD);
    var second = draft.priority(Priority.LOW).header("a", "2").query(PAYLOAD);

    assertThat(first).isEqualTo(draft().header("a", "1").command(PAYLOAD));
    assertThat(second).isEqualTo(draft().priority(Priority.LOW).header("a", "2").query(PAYLOAD));
  }

  private static Arguments row(Message message, MessageType type, String name) {
    return argumentSet(type + " " + name, message, type, name, PAYLOAD);
  }

  private static MessageDraft draft() {
    return Samples.draft();
  }
}
