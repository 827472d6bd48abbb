package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static dev.maos.security.TwoProcesses.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.access.Action;
import dev.maos.security.access.Role;
import dev.maos.security.access.Rule;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.AgentCertificate;
import dev.maos.security.keys.Authority;
import dev.maos.security.keys.Keystore;
import dev.maos.security.keys.Password;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an agent may not do is refused where it is sent, and again where it is received. */
class AccessTest {
  private static final Topic TASKS = Topic.of("tasks");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TwoProcesses both = new TwoProcesses();

  @Test
  void theSenderIsToldWhyItMayNot() {
    both.planner.access().replace(policy("news", "tasks"));

    assertThatThrownBy(both::sealed)
        .hasMessageContaining("FORBIDDEN")
        .hasMessageContaining("agent planner may not publish on tasks")
        .hasMessageContaining("none of its roles allows it: sender");
    assertThat(both.planner.metrics().messagesEncrypted()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "AES_256_GCM"})
  void theReceiverAsksForItself(CipherSuite suite) {
    both.worker.access().replace(policy("news", "tasks"));
    var sealed = both.planner.secureMessage(message(), WORKER, suite);

    assertRejected(Rejection.NOT_PERMITTED, () -> both.verified(sealed));
    assertThat(both.worker.metrics().rejected()).containsEntry(Rejection.NOT_PERMITTED, 1L);

    both.worker.access().replace(policy("tasks", "tasks"));
    assertThat(both.verified(sealed)).isEqualTo(message());
  }

  @Test
  void theRecipientMustBeAllowedToReadThere() {
    both.worker.access().replace(policy("tasks", "news"));

    assertRejected(Rejection.NOT_PERMITTED, () -> both.verified(both.sealed()));
  }

  @Test
  void whatWaitsForItsHandlerIsAskedForAgainWhenThePolicyChanges() {
    var opened = both.verified(both.sealed());
    var envelope = Envelopes.of(opened, both.time);
    both.worker.beforeHandling(envelope);

    both.worker.access().replace(policy("news", "tasks"));

    assertRejected(Rejection.NOT_PERMITTED, () -> both.worker.beforeHandling(envelope));
  }

  @Test
  void anOlderPolicyDoesNotComeBack() {
    both.worker.access().replace(AccessPolicy.fromJson("{\"version\": 2}"));

    assertCode(
        ErrorCode.INVALID_RBAC,
        () -> both.worker.access().replace(AccessPolicy.fromJson("{\"version\": 1}")));
    assertCode(
        ErrorCode.INVALID_RBAC, () -> both.worker.access().replace(AccessPolicy.unrestricted()));
    assertThat(both.worker.access().policy().version()).isEqualTo(2);
    assertRejected(Rejection.NOT_PERMITTED, () -> both.verified(both.sealed()));
  }

  @Test
  void aCertifiedSenderIsHeardOnItsTopicsAndOnNoOther() {
    certify(List.of(), "news.>");

    assertRejected(Rejection.NOT_PERMITTED, () -> both.verified(both.sealed()));
    assertThat(both.worker.access().explain(PLANNER, Action.PUBLISH, TASKS).why())
        .isEqualTo("its certificate is for [news.>]");
  }

  @Test
  void aRoleInACertificateIsARoleWhereThePolicySaysSo() {
    certify(List.of("sender"), ">");
    var role = Role.named("sender").with(Rule.allow(Action.PUBLISH, "tasks"));
    var reader = Role.named("reader").with(Rule.allow(Action.CONSUME, "tasks"));
    both.worker
        .access()
        .replace(
            AccessPolicy.builder()
                .role(role)
                .role(reader)
                .assign(WORKER, "reader")
                .certifiable("sender")
                .build());

    assertThat(both.verified(both.sealed())).isEqualTo(message());
  }

  @Test
  void whoApprovesNewKeysDoesNotWidenWhatTheirHolderMayDo() {
    certify(List.of(), "news.>");

    var keys = both.planner.keys().rotate(PLANNER).open();
    both.worker.keys().approveChange(keys);
    assertRejected(Rejection.NOT_PERMITTED, () -> both.verified(both.sealed()));

    both.worker.keys().pin(keys);
    assertRejected(Rejection.NOT_PERMITTED, () -> both.verified(both.sealed()));
  }

  @Test
  void whatACertificateForbidsIsStillForbiddenAfterARestart(@TempDir Path folder) {
    certify(List.of("sender"), "news.>");
    var store = new Keystore(folder.resolve("keys"), RANDOM);
    var password = Password.of("correct horse battery".toCharArray());
    store.save(both.worker.keys(), password);

    var again = store.load(password, both.time, Duration.ofHours(24));

    assertThat(again.grants(PLANNER)).isEqualTo(both.worker.keys().grants(PLANNER));
    assertThat(again.grants(PLANNER).roles()).containsExactly("sender");
    assertThat(again.grants(PLANNER).publish()).containsExactly(TopicPattern.of("news.>"));
  }

  private void certify(List<String> roles, String publish) {
    var now = both.time.now();
    var authority = Authority.generate(now, RANDOM);
    both.worker.keys().trust(authority.publicKey());
    both.worker
        .keys()
        .admit(
            authority.certify(
                new AgentCertificate(
                    both.plannerKeys,
                    roles,
                    List.of(TopicPattern.of(publish)),
                    List.of(),
                    now,
                    now.plus(Duration.ofDays(1)),
                    1,
                    new byte[0])));
  }

  private static AccessPolicy policy(String publish, String consume) {
    return AccessPolicy.builder()
        .role(Role.named("sender").with(Rule.allow(Action.PUBLISH, publish)))
        .role(Role.named("reader").with(Rule.allow(Action.CONSUME, consume)))
        .assign(PLANNER, "sender")
        .assign(WORKER, "reader")
        .build();
  }
}
