package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static dev.maos.security.TwoProcesses.draft;
import static dev.maos.security.TwoProcesses.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.message.Message;
import dev.maos.message.MessageType;
import dev.maos.message.Priority;
import dev.maos.message.ReplyTo;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.KeyPurpose;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One test for each way in which somebody could deceive a recipient; it fails without its guard.
 */
class ThreatTest {
  private final TwoProcesses both = new TwoProcesses();

  @Test
  void aSenderIsNotForged() {
    var rogue = both.process(QUICK);
    rogue.generateAgentKeys(PLANNER);
    rogue.importAgentPublicKey(WORKER, both.workerKeys.toPem());

    var forged = rogue.secureMessage(message(), WORKER);

    assertRejected(Rejection.UNKNOWN_KEY, () -> both.verified(forged));
  }

  @Test
  void aTrustedAgentDoesNotPassForAnother() {
    var rogue = AgentId.of("rogue");
    var third = both.process(QUICK);
    both.worker.importAgentPublicKey(rogue, third.generateAgentKeys(rogue).toPem());
    third.importAgentPublicKey(WORKER, both.workerKeys.toPem());
    var its = Message.from(rogue).to(WORKER).on("tasks").command(Payload.empty());

    var sealed = third.secureMessage(its, WORKER);

    assertRejected(Rejection.MISDIRECTED, () -> both.worker.verifyMessage(sealed, PLANNER));
    var relabelled = with(sealed, PLANNER, sealed.topic(), sealed.priority());
    assertRejected(Rejection.MISDIRECTED, () -> both.worker.verifyMessage(relabelled, PLANNER));
    assertRejected(Rejection.MISDIRECTED, () -> both.worker.verifyMessage(relabelled, rogue));
  }

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "AES_256_GCM"})
  void nothingIsChangedOnItsWay(CipherSuite suite) {
    var sealed = both.planner.secureMessage(message(), WORKER, suite);
    var bytes = sealed.payload().bytes();
    for (int at = 0; at < bytes.length; at++) {
      var changed = bytes.clone();
      changed[at] ^= (byte) (1 << at % 8);
      assertThatThrownBy(() -> both.verified(with(sealed, changed)))
          .as("byte " + at)
          .isInstanceOf(MaosException.class);
    }
    assertThat(both.verified(sealed)).as("what was refused changed nothing").isEqualTo(message());
  }

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "AES_256_GCM"})
  void aMessageCountsOnce(CipherSuite suite) {
    var sealed = both.planner.secureMessage(message(), WORKER, suite);
    both.verified(sealed);

    assertRejected(Rejection.REPLAYED, () -> both.verified(sealed));
    both.time.advance(Duration.ofHours(24).plusSeconds(30));
    assertRejected(Rejection.REPLAYED, () -> both.verified(sealed));
    both.time.advance(Duration.ofMillis(1));
    assertRejected(Rejection.OUT_OF_TIME, () -> both.verified(sealed));
    assertThat(both.worker.metrics().rejected())
        .containsEntry(Rejection.REPLAYED, 2L)
        .containsEntry(Rejection.OUT_OF_TIME, 1L);
    assertThat(both.worker.metrics().messagesRejected()).isEqualTo(3);
  }

  @Test
  void whatTheClocksDoNotAllowIsRefused() {
    var ahead = new TwoProcesses();
    ahead.time.advance(Duration.ofSeconds(31));
    var early = both.process(QUICK);
    early.importAgentPublicKey(PLANNER, ahead.plannerKeys.toPem());

    assertRejected(Rejection.OUT_OF_TIME, () -> early.verifyMessage(ahead.sealed(), PLANNER));
    both.time.advance(Duration.ofSeconds(1));
    assertRejected(Rejection.UNKNOWN_KEY, () -> early.verifyMessage(ahead.sealed(), PLANNER));
  }

  @Test
  void aMessageThatWouldLiveLongerThanTheRecipientRemembersIsRefused() {
    var patient = both.process(QUICK.maxMessageLifetime(Duration.ofDays(2)));
    var keys = patient.generateAgentKeys(AgentId.of("third"));
    patient.importAgentPublicKey(WORKER, both.workerKeys.toPem());
    both.worker.importAgentPublicKey(AgentId.of("third"), keys.toPem());
    var message =
        Message.from(AgentId.of("third"))
            .to(WORKER)
            .on("tasks")
            .ttl(Duration.ofHours(25))
            .command(Payload.empty());

    var sealed = patient.secureMessage(message, WORKER);

    assertRejected(
        Rejection.OUT_OF_TIME, () -> both.worker.verifyMessage(sealed, AgentId.of("third")));
  }

  @Test
  void aWeakerSuiteIsRefusedBeforeAnyKeyIsUsed() {
    var clear = new TwoProcesses(QUICK.insecureAcceptUnencrypted());
    var signed = clear.planner.secureMessage(message(), WORKER, CipherSuite.SIGNED_CLEAR);

    // The keys are unknown here, and it is not for that that it is refused.
    assertRejected(Rejection.NOT_ALLOWED, () -> both.verified(signed));
    var onlyHpke =
        both.process(SecurityPolicy.defaults().allowedCiphers(EnumSet.of(CipherSuite.HPKE_X25519)));
    onlyHpke.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());
    var chacha = both.planner.secureMessage(message(), WORKER, CipherSuite.HPKE_X25519_CHACHA);
    assertRejected(Rejection.NOT_ALLOWED, () -> onlyHpke.verifyMessage(chacha, PLANNER));
  }

  @Test
  void aPlainMessageIsRefused() {
    assertRejected(Rejection.NOT_ALLOWED, () -> both.verified(message()));
  }

  @Test
  void aMessageForAnotherTopicRecipientOrDeploymentIsRefused() {
    var sealed = both.sealed();
    var elsewhere = with(sealed, PLANNER, Topic.of("other"), sealed.priority());
    var urgent = with(sealed, PLANNER, sealed.topic(), Priority.CRITICAL);
    var other = CommunicationSecurity.builder(QUICK).time(both.time).deployment("other").build();
    other.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());
    var third = AgentId.of("third");
    var forwarded =
        new Message(
            sealed.type(),
            sealed.name(),
            PLANNER,
            new dev.maos.message.Address.ToAgent(third),
            sealed.topic(),
            sealed.payload(),
            sealed.priority(),
            sealed.guarantee(),
            sealed.timing(),
            sealed.lineage(),
            sealed.handling(),
            sealed.headers());

    assertRejected(Rejection.MISDIRECTED, () -> both.verified(elsewhere));
    assertRejected(Rejection.MISDIRECTED, () -> both.verified(urgent));
    assertRejected(Rejection.MISDIRECTED, () -> both.verified(forwarded));
    assertRejected(Rejection.MISDIRECTED, () -> other.verifyMessage(sealed, PLANNER));
    assertThat(both.verified(sealed)).isEqualTo(message());
  }

  @Test
  void whatTheTransportSaysOfTypeNameOrHeadersDoesNotMatter() {
    var sealed = both.sealed();
    var relabelled =
        new Message(
            MessageType.QUERY,
            "other",
            PLANNER,
            sealed.recipient(),
            sealed.topic(),
            sealed.payload(),
            sealed.priority(),
            sealed.guarantee(),
            sealed.timing(),
            sealed.lineage(),
            sealed.handling(),
            new dev.maos.message.Headers(java.util.Map.of("tenant", "mine")));

    assertThat(both.verified(relabelled)).isEqualTo(message());
  }

  @Test
  void anAnswerIsNotLedElsewhere() {
    var asked = draft().replyTo(PLANNER, Topic.of("answers")).query(Payload.empty());
    var sealed = both.planner.secureMessage(asked, WORKER);
    var handling =
        new dev.maos.message.Handling(
            sealed.handling().orderingKey(),
            sealed.handling().idempotencyKey(),
            java.util.Optional.of(new ReplyTo(AgentId.of("rogue"), Topic.of("answers"))),
            sealed.handling().receipt());
    var led =
        new Message(
            sealed.type(),
            sealed.name(),
            PLANNER,
            sealed.recipient(),
            sealed.topic(),
            sealed.payload(),
            sealed.priority(),
            sealed.guarantee(),
            sealed.timing(),
            sealed.lineage(),
            handling,
            sealed.headers());

    assertRejected(Rejection.MISDIRECTED, () -> both.verified(led));
  }

  @Test
  void theOpeningOfASessionIsNotExchanged() {
    var rogue = AgentId.of("rogue");
    var third = both.process(QUICK);
    both.worker.importAgentPublicKey(rogue, third.generateAgentKeys(rogue).toPem());
    third.importAgentPublicKey(WORKER, both.workerKeys.toPem());
    var its = Message.from(rogue).to(WORKER).on("tasks").command(Payload.empty());
    var theirs = third.secureMessage(its, WORKER, CipherSuite.AES_256_GCM);
    var ours = both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM);

    var envelope = parts(ours).envelope(1 << 20).bytes();
    var mixed = SealedPayload.of(parts(theirs).opening(), envelope).payload().bytes();
    var without = SealedPayload.of(SealedPayload.NO_OPENING, envelope).payload().bytes();

    assertRejected(Rejection.MISDIRECTED, () -> both.verified(with(ours, mixed)));
    assertCode(ErrorCode.MALFORMED_ENVELOPE, () -> both.verified(with(ours, without)));
    assertThat(both.verified(ours)).isEqualTo(message());
  }

  @Test
  void aRevokedKeyEndsItsSessionsToo() {
    both.verified(both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM));
    var next = both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM);

    both.worker.keys().revoke(both.plannerKeys.key(KeyPurpose.SIGN).orElseThrow().id());

    assertRejected(Rejection.KEY_NOT_VALID, () -> both.verified(next));
    assertRejected(Rejection.KEY_NOT_VALID, () -> both.verified(both.sealed()));
  }

  @Test
  void whatIsOnItsWayWhenKeysAreRotatedArrives() {
    var before = both.sealed();
    var inSession = both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM);

    both.planner.keys().approveChange(both.worker.keys().rotate(WORKER).open());
    both.worker.keys().approveChange(both.planner.keys().rotate(PLANNER).open());
    both.time.advance(Duration.ofHours(23));

    assertThat(both.verified(before)).isEqualTo(message());
    assertThat(both.verified(inSession)).isEqualTo(message());
    assertThat(both.verified(both.sealed())).isEqualTo(message());
  }

  @Test
  void whatIsTooLargeIsNotLookedAt() {
    var small = both.process(QUICK.maxEnvelopeBytes(1024));
    small.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());
    var sealed =
        both.planner.secureMessage(draft().command(Payload.binary(new byte[2000])), WORKER);

    assertCode(ErrorCode.MALFORMED_ENVELOPE, () -> small.verifyMessage(sealed, PLANNER));
    assertThat(small.metrics().rejected()).containsEntry(Rejection.MALFORMED, 1L);
  }

  @Test
  void bytesThatAreNoEnvelopeAreRefused() {
    var sealed = both.sealed();
    for (int length : new int[] {0, 1, 3, 4, 8, 9, 100}) {
      var noise = new byte[length];
      Arrays.fill(noise, (byte) 0xFF);
      assertCode(ErrorCode.MALFORMED_ENVELOPE, () -> both.verified(with(sealed, noise)));
    }
  }

  private static SealedPayload parts(Message sealed) {
    try {
      return SealedPayload.read(sealed.payload());
    } catch (dev.maos.security.wire.MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private static Message with(Message sealed, byte[] payload) {
    return new Message(
        sealed.type(),
        sealed.name(),
        sealed.sender(),
        sealed.recipient(),
        sealed.topic(),
        Payload.withoutCopying(SealedPayload.TYPE, payload, 0, payload.length),
        sealed.priority(),
        sealed.guarantee(),
        sealed.timing(),
        sealed.lineage(),
        sealed.handling(),
        sealed.headers());
  }

  private static Message with(Message sealed, AgentId sender, Topic topic, Priority priority) {
    return new Message(
        sealed.type(),
        sealed.name(),
        sender,
        sealed.recipient(),
        topic,
        sealed.payload(),
        priority,
        sealed.guarantee(),
        sealed.timing(),
        sealed.lineage(),
        sealed.handling(),
        sealed.headers());
  }
}
