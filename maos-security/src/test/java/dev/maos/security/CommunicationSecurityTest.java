package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static dev.maos.security.TwoProcesses.draft;
import static dev.maos.security.TwoProcesses.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageGuard;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.monitor.HealthSource;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.KeyPurpose;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the calls of the front door do, and what they refuse. */
class CommunicationSecurityTest {

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "HPKE_X25519_CHACHA", "HPKE_XWING", "AES_256_GCM"})
  void aMessageArrivesAsItWas(CipherSuite suite) {
    var both = new TwoProcesses();
    var message =
        draft()
            .correlatedWith(CorrelationId.of("talk"))
            .replyTo(PLANNER, Topic.of("answers"))
            .command("launch-code", Payload.text("now"));

    for (int i = 0; i < 3; i++) {
      var sealed = both.planner.secureMessage(message, WORKER, suite);

      assertThat(both.verified(sealed)).isEqualTo(message);
    }
    assertThat(both.planner.metrics().messagesEncrypted()).isEqualTo(3);
    assertThat(both.worker.metrics().messagesDecrypted()).isEqualTo(3);
  }

  @Test
  void whoseKeyIsRevokedIsToldSo() {
    var both = new TwoProcesses();
    both.planner.revokeKey(both.plannerKeys.key(KeyPurpose.SIGN).orElseThrow().id());

    assertThatThrownBy(both::sealed).hasMessageStartingWith("KEY_REVOKED");
    both.planner.rotateAgentKeys(TwoProcesses.PLANNER);
    assertThat(both.sealed()).isNotNull();
  }

  @Test
  void theSuitesOfTheOriginalWork() {
    var all = EnumSet.complementOf(EnumSet.of(CipherSuite.SIGNED_CLEAR));
    var both = new TwoProcesses(SecurityPolicy.defaults().allowedCiphers(all));

    var hybrid = both.planner.secureMessage(message(), WORKER, CipherSuite.HYBRID);
    assertThat(both.verified(hybrid)).isEqualTo(message());

    var small = draft().command(Payload.text("go"));
    var oaep = both.planner.secureMessage(small, WORKER, CipherSuite.RSA_OAEP);
    assertThat(both.verified(oaep)).isEqualTo(small);

    var large = draft().command(Payload.binary(new byte[400]));
    assertCode(
        ErrorCode.PAYLOAD_TOO_LARGE_FOR_RSA_OAEP,
        () -> both.planner.secureMessage(large, WORKER, CipherSuite.RSA_OAEP));
  }

  @Test
  void nothingButWhatRoutesItCanBeSeen() {
    var both = new TwoProcesses();
    for (var suite : new CipherSuite[] {CipherSuite.HPKE_X25519, CipherSuite.AES_256_GCM}) {
      var sealed = both.planner.secureMessage(message(), WORKER, suite);

      var visible =
          sealed.name()
              + sealed.headers()
              + sealed.payload().mediaType()
              + new String(sealed.payload().bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(visible)
          .doesNotContain("launch")
          .doesNotContain("0000")
          .doesNotContain("tenant")
          .doesNotContain("json");
    }
  }

  @Test
  void sealedMessagesTravelOverTheBusLikeAnyOther() throws InterruptedException {
    var both = new TwoProcesses();
    var received = new LinkedBlockingQueue<Message>();
    try (var maos = Maos.open("memory:")) {
      maos.bus()
          .subscribe(
              WORKER,
              TopicPattern.of("tasks"),
              delivery -> received.add(both.verified(delivery.message())));

      maos.bus().publish(both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM));

      var arrived = received.poll(10, TimeUnit.SECONDS);
      assertThat(arrived).isNotNull();
      assertThat(arrived.payload()).isEqualTo(message().payload());
      assertThat(arrived.name()).isEqualTo("launch-code");
    }
  }

  @Test
  void anyMessageOfASessionMayBeTheFirstToArrive() {
    var both = new TwoProcesses();
    var first = both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM);
    var second = both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM);

    assertThat(both.verified(second)).isEqualTo(message());
    assertThat(both.verified(first)).isEqualTo(message());
    assertThat(both.planner.metrics().sessionsOpened()).isEqualTo(1);
  }

  @Test
  void aSessionGivesWayToAnotherAfterItsHourAndWhenAKeyIsRotated() {
    var both = new TwoProcesses();
    both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM);
    both.time.advance(Duration.ofHours(1));
    both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM);
    assertThat(both.planner.metrics().sessionsOpened()).isEqualTo(2);

    both.planner.keys().rotate(PLANNER);
    both.planner.secureMessage(message(), WORKER, CipherSuite.AES_256_GCM);
    assertThat(both.planner.metrics().sessionsOpened()).isEqualTo(3);
  }

  @Test
  void aRecipientWithoutAKeyIsNamed() {
    var both = new TwoProcesses();
    var stranger = AgentId.of("stranger");
    var message = Message.from(PLANNER).to(stranger).on("tasks").command(Payload.empty());

    assertCode(ErrorCode.NO_KEY_FOR_RECIPIENT, () -> both.planner.secureMessage(message, stranger));
    assertThatThrownBy(() -> both.planner.secureMessage(message, stranger))
        .hasMessageContaining("stranger");
    assertCode(ErrorCode.NO_KEY_FOR_RECIPIENT, () -> both.planner.secureMessage(message, WORKER));
    var toAll = Message.from(PLANNER).toEveryone().on("tasks").command(Payload.empty());
    assertCode(ErrorCode.NO_KEY_FOR_RECIPIENT, () -> both.planner.secureMessage(toAll, WORKER));
  }

  @Test
  void aSenderWithoutKeysIsRefused() {
    var both = new TwoProcesses();
    var message = Message.from(WORKER).to(PLANNER).on("tasks").command(Payload.empty());

    assertThatThrownBy(() -> both.planner.secureMessage(message, PLANNER))
        .hasMessageContaining("worker");
  }

  @Test
  void keysAreGeneratedOnce() {
    var both = new TwoProcesses();

    assertCode(ErrorCode.KEY_EXISTS, () -> both.planner.generateAgentKeys(PLANNER));
    assertCode(
        ErrorCode.INVALID_PUBLIC_KEY, () -> both.planner.importAgentPublicKey(WORKER, "none"));
    assertCode(
        ErrorCode.KEY_CHANGED,
        () -> both.planner.importAgentPublicKey(WORKER, both.plannerKeys.toPem()));
  }

  @Test
  void aBlockedAgentIsNotHeardAndNotSpokenTo() {
    var both = new TwoProcesses();
    var before = both.sealed();
    both.worker.addTrustedAgent(PLANNER);
    assertThat(both.worker.isTrusted(PLANNER)).isTrue();

    both.worker.blockAgent(PLANNER, "odd\nnews " + "x".repeat(100_000));

    assertRejected(Rejection.BLOCKED, () -> both.verified(before));
    assertThat(both.worker.isTrusted(PLANNER)).isFalse();
    assertThat(both.worker.blockReason(PLANNER).orElseThrow())
        .startsWith("odd\\nnews xxx")
        .hasSizeLessThanOrEqualTo(65);
    var answer = Message.from(WORKER).to(PLANNER).on("tasks").command(Payload.empty());
    assertCode(ErrorCode.FORBIDDEN, () -> both.worker.secureMessage(answer, PLANNER));

    both.worker.unblockAgent(PLANNER);
    assertThat(both.verified(before)).isEqualTo(message());
  }

  @Test
  void oneselfAndStrangersAreNotBlocked() {
    var both = new TwoProcesses();

    assertCode(ErrorCode.BLOCK_REFUSED, () -> both.worker.blockAgent(WORKER, "me"));
    assertCode(ErrorCode.BLOCK_REFUSED, () -> both.worker.blockAgent(AgentId.of("nobody"), "who"));
  }

  @Test
  void aMessageThatWouldLiveTooLongIsNotSealed() {
    var both = new TwoProcesses();
    var message = draft().ttl(Duration.ofHours(25)).command(Payload.empty());

    assertCode(ErrorCode.INVALID_TTL, () -> both.planner.secureMessage(message, WORKER));
  }

  @Test
  void aPolicyThatContradictsItselfIsRefused() {
    var policy = SecurityPolicy.defaults();

    assertCode(ErrorCode.INVALID_POLICY, () -> policy.allowedCiphers(Set.of()));
    assertCode(
        ErrorCode.INVALID_POLICY,
        () -> policy.allowedCiphers(Set.of(CipherSuite.SIGNED_CLEAR, CipherSuite.HYBRID)));
    assertCode(ErrorCode.INVALID_POLICY, () -> CipherSuite.of("ROT13"));
    assertThat(CipherSuite.of("hybrid")).isEqualTo(CipherSuite.HYBRID);
    assertCode(ErrorCode.INVALID_POLICY, () -> policy.maxMessageLifetime(Duration.ZERO));
    assertCode(ErrorCode.INVALID_POLICY, () -> policy.maxMessageLifetime(Duration.ofDays(31)));
    assertCode(ErrorCode.INVALID_POLICY, () -> policy.clockSkew(Duration.ofSeconds(-1)));
    assertCode(ErrorCode.INVALID_POLICY, () -> policy.clockSkew(Duration.ofMinutes(11)));
    assertCode(ErrorCode.INVALID_POLICY, () -> policy.maxEnvelopeBytes(1023));
    assertCode(ErrorCode.INVALID_POLICY, () -> policy.maxEnvelopeBytes(Integer.MAX_VALUE));
  }

  @Test
  void whatTheRecipientAcceptsIsSaidInItsHealth() {
    var both = new TwoProcesses();
    assertThat(both.worker.health().health()).isEqualTo(Health.healthy());
    assertThat(both.worker.health().details()).containsEntry("curves", "BouncyCastle");

    var careless = both.process(TwoProcesses.QUICK.insecureAcceptPlain().insecureAcceptReplays());

    assertThat(careless.health().health().reasons()).hasSize(3);
    assertThat(careless.verifyMessage(message(), PLANNER)).isEqualTo(message());
    assertThat(careless.metrics().messagesPlain()).isEqualTo(1);
    assertRejected(Rejection.MISDIRECTED, () -> careless.verifyMessage(message(), WORKER));
  }

  @Test
  void aGuardThatCannotBeAskedHidesNoOtherPart() {
    try (var maos = Maos.builder("memory:").guardedBy(new Stumbling()).open()) {
      assertThat(maos.health().components())
          .extracting(ComponentHealth::component)
          .contains("bus", "guard", "backend");
      assertThat(maos.health().overall().reasons())
          .containsExactly("guard: it could not be asked: java.lang.IllegalStateException: odd");
    }
  }

  private static final class Stumbling implements MessageGuard, HealthSource {
    @Override
    public Envelope outbound(Envelope envelope) {
      return envelope;
    }

    @Override
    public List<Arrival> arriving(List<Claim> claims) {
      return MessageGuard.open().arriving(claims);
    }

    @Override
    public void beforeHandling(Envelope envelope) {}

    @Override
    public ComponentHealth health() {
      throw new IllegalStateException("odd");
    }
  }

  @Test
  void whatItsGuardGivesUpIsPartOfTheHealthOfAll() {
    var careless = CommunicationSecurity.of(TwoProcesses.QUICK.insecureAcceptPlain());
    try (var maos = Maos.builder("memory:").guardedBy(careless).open()) {
      assertThat(maos.health().overall().reasons())
          .contains("security: messages that anybody may have written are accepted");
    }
    try (var maos = Maos.open("memory:")) {
      assertThat(maos.health().components())
          .extracting(ComponentHealth::component)
          .doesNotContain("security");
    }
  }

  @Test
  void whatIsOnlySignedIsAcceptedWhereThePolicySaysSo() {
    var both = new TwoProcesses(TwoProcesses.QUICK.insecureAcceptUnencrypted());
    var strict = both.process(TwoProcesses.QUICK);
    strict.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());

    var signed = both.planner.secureMessage(message(), WORKER, CipherSuite.SIGNED_CLEAR);

    assertRejected(Rejection.NOT_ALLOWED, () -> strict.verifyMessage(signed, PLANNER));
    assertThat(both.verified(signed)).isEqualTo(message());
  }

  @Test
  void noSecretIsInAnyText() {
    var both = new TwoProcesses();

    assertThat(both.planner + "" + both.planner.keys() + both.planner.metrics())
        .doesNotContain("Secret")
        .doesNotContain("0000");
    assertThat(both.sealed().toString()).doesNotContain("0000");
  }
}
