package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.message.Address;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.Prober;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.keys.KeyPurpose;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Processes ask one another which agents they host, and nobody's name is abused for that. */
class BetweenProcessesTest {
  private static final Topic PROBES = Topic.reserved("probes");
  private static final AgentId HERE = AgentId.of("process-1");
  private static final AgentId THERE = AgentId.of("process-2");

  private final TwoProcesses both = new TwoProcesses();

  private static Message probe(AgentId from, AgentId to, Topic topic) {
    var any = Message.from(from).to(to).on("any").query(Payload.text("planner 1"));
    return led(any, from, topic, any.recipient());
  }

  private static Message led(Message message, AgentId sender, Topic topic, Address recipient) {
    return new Message(
        message.type(),
        message.name(),
        sender,
        recipient,
        topic,
        message.payload(),
        message.priority(),
        message.guarantee(),
        message.timing(),
        message.lineage(),
        message.handling(),
        message.headers());
  }

  private Envelope sent(Message message) {
    return both.planner.outbound(Envelopes.of(message, both.time));
  }

  private Message opened(Envelope stored) {
    return Envelopes.arrival(both.worker, stored).opened().message();
  }

  private Message opened(Envelope stored, Message carrier) {
    return opened(stored.carrying(carrier, stored.identity()));
  }

  @Test
  void aProbeIsSignedByAnAgentOfTheProcessThatAsks() {
    var stored = sent(probe(HERE, THERE, PROBES));

    assertThat(SealedPayload.is(stored.message().payload())).isTrue();
    assertThat(opened(stored)).isEqualTo(probe(HERE, THERE, PROBES));
  }

  @Test
  void soIsItsAnswer() {
    var answer = probe(THERE, HERE, Topic.reserved("replies.s0123456789abcdef"));

    assertThat(opened(sent(answer))).isEqualTo(answer);
  }

  @Test
  void nobodySpeaksLikeThatInTheNameOfAnAgent() {
    var message = sent(probe(HERE, THERE, PROBES));
    var carrier = message.message();

    assertRejected(
        Rejection.NOT_ALLOWED,
        () -> opened(message, led(carrier, WORKER, PROBES, carrier.recipient())));
  }

  @Test
  void norToAnAgent() {
    var message = sent(probe(HERE, THERE, PROBES));
    var toWorker = led(message.message(), HERE, PROBES, new Address.ToAgent(WORKER));

    assertRejected(Rejection.NOT_ALLOWED, () -> opened(message, toWorker));
    assertCode(ErrorCode.NO_SUCH_KEY, () -> sent(probe(HERE, WORKER, PROBES)));
    assertCode(ErrorCode.NO_KEY_FOR_RECIPIENT, () -> sent(probe(PLANNER, THERE, PROBES)));
  }

  @Test
  void norAboutAnythingElse() {
    var letters = Topic.reserved("votes.letters");

    assertCode(ErrorCode.NO_SUCH_KEY, () -> sent(probe(HERE, THERE, letters)));
  }

  @Test
  void whoseKeyIsRevokedIsNotWhoSpeaksForTheProcess() {
    var first = AgentId.of("aaa");
    var keys = both.planner.generateAgentKeys(first);
    assertThat(both.planner.keys().speaker()).contains(first);
    both.planner.revokeKey(keys.key(KeyPurpose.SIGN).orElseThrow().id());

    assertThat(opened(sent(probe(HERE, THERE, PROBES)))).isEqualTo(probe(HERE, THERE, PROBES));
  }

  @Test
  void aStrangerIsNotBelieved() {
    var stranger = both.process(TwoProcesses.QUICK);
    stranger.generateAgentKeys(AgentId.of("stranger"));
    var stored = stranger.outbound(Envelopes.of(probe(HERE, THERE, PROBES), both.time));

    assertRejected(Rejection.UNKNOWN_KEY, () -> opened(stored));
  }

  @Test
  void aProcessWithoutKeysDoesNotAsk() {
    var keyless = both.process(TwoProcesses.QUICK);

    assertCode(
        ErrorCode.NO_SUCH_KEY,
        () -> keyless.outbound(Envelopes.of(probe(HERE, THERE, PROBES), both.time)));
  }

  @Test
  void anAgentIsProbedWhoeverMaySendWhat() throws InterruptedException {
    var security =
        CommunicationSecurity.builder(TwoProcesses.QUICK)
            .access(AccessPolicy.builder().build())
            .build();
    security.generateAgentKeys(PLANNER);
    try (var maos = Maos.builder("memory:").guardedBy(security).open()) {
      maos.registry().register(AgentDescriptor.of("planner").build());

      var result = maos.registry().probe(PLANNER, Duration.ofSeconds(20));

      assertThat(result.answer()).isEqualTo(Prober.Answer.HERE);
    }
  }
}
