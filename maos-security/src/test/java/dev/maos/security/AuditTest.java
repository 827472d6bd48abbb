package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.monitor.Health;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.audit.AuditLog;
import dev.maos.security.audit.AuditOptions;
import dev.maos.security.audit.AuditVerdict;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.limits.Limit;
import dev.maos.security.limits.LimitPolicy;
import dev.maos.security.limits.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to security is written down, and nothing that is secret. */
class AuditTest {
  @TempDir Path folder;
  private final TwoProcesses both = new TwoProcesses();

  @Test
  void whatHappensIsWrittenDownInItsOrder() throws IOException {
    try (var log = AuditLog.open(folder.resolve("audit"), both.time)) {
      var worker = audited(log);
      var sealed = both.sealed();
      worker.verifyMessage(sealed, PLANNER);
      refused(() -> worker.verifyMessage(sealed, PLANNER));
      worker.addTrustedAgent(PLANNER);
      worker.blockAgent(PLANNER, "odd\nnews");
      refused(() -> worker.verifyMessage(both.sealed(), PLANNER));
      worker.unblockAgent(PLANNER);
      worker.removeTrustedAgent(PLANNER);
      refused(() -> worker.importAgentPublicKey(PLANNER, both.workerKeys.toPem()));
      worker.approveAgentPublicKey(PLANNER, both.planner.rotateAgentKeys(PLANNER).toPem());
      worker.revokeKey(both.plannerKeys.key(KeyPurpose.SIGN).orElseThrow().id());
      worker.rotateAgentKeys(WORKER);
      worker.access().replace(AccessPolicy.fromJson("{\"version\": 2}"));
      refused(() -> worker.access().replace(AccessPolicy.unrestricted()));
      var answer = Message.from(WORKER).to(PLANNER).on("tasks").command(Payload.empty());
      refused(() -> worker.secureMessage(answer, PLANNER));
    }

    assertThat(Files.readAllLines(folder.resolve("audit")))
        .extracting(line -> line.replaceAll(".*\"what\":\"(\\w+)\",\"who\":\"(\\w*)\".*", "$1 $2"))
        .containsExactly(
            "LOG_BEGINS ",
            "MESSAGE_REJECTED planner",
            "AGENT_TRUSTED planner",
            "AGENT_BLOCKED planner",
            "MESSAGE_REJECTED planner",
            "AGENT_UNBLOCKED planner",
            "AGENT_DISTRUSTED planner",
            "KEYS_REFUSED planner",
            "KEYS_APPROVED planner",
            "KEY_REVOKED ",
            "KEYS_ROTATED worker",
            "POLICY_REPLACED ",
            "POLICY_REFUSED ",
            "ACCESS_DENIED worker");
    assertThat(AuditLog.verify(folder.resolve("audit"))).isInstanceOf(AuditVerdict.Intact.class);
  }

  @Test
  void whatIsSecretIsNotInIt() throws IOException {
    try (var log = AuditLog.open(folder.resolve("audit"), both.time)) {
      var worker = audited(log);
      for (var suite : new CipherSuite[] {CipherSuite.HPKE_X25519, CipherSuite.AES_256_GCM}) {
        var sealed = both.planner.secureMessage(message(), WORKER, suite);
        worker.verifyMessage(sealed, PLANNER);
        refused(() -> worker.verifyMessage(sealed, PLANNER));
        refused(() -> worker.verifyMessage(Tampering.nearTheEnd(sealed), PLANNER));
      }
      refused(() -> worker.verifyMessage(message(), PLANNER));
      refused(() -> worker.importAgentPublicKey(PLANNER, "-----BEGIN PRIVATE KEY----- c2VjcmV0"));
    }

    assertThat(Files.readString(folder.resolve("audit")))
        .contains("REPLAYED")
        .contains("NOT_ALLOWED")
        .contains("INVALID_PUBLIC_KEY")
        .doesNotContain("launch")
        .doesNotContain("digits")
        .doesNotContain("tenant")
        .doesNotContain("PRIVATE")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void countersAndHealthTellOfTheParts() throws IOException {
    Files.createDirectories(folder.resolve("audit.1/in-the-way"));
    var one = LimitPolicy.none().with(new Limit.OfAgent(Rate.perSecond(1)));
    var options = AuditOptions.defaults().maxFileBytes(4096).keptFiles(1);
    try (var log = AuditLog.open(folder.resolve("audit"), options, both.time)) {
      var worker =
          CommunicationSecurity.builder(QUICK)
              .time(both.time)
              .keys(both.worker.keys())
              .limits(one)
              .audit(log)
              .build();
      var answer = Message.from(WORKER).to(PLANNER).on("tasks").command(Payload.empty());
      worker.secureMessage(answer, PLANNER);
      refused(() -> worker.secureMessage(answer, PLANNER));
      assertThat(worker.metrics().rateLimited()).isEqualTo(1);
      assertThat(worker.health().health()).isEqualTo(Health.healthy());
      assertThat(worker.health().details())
          .containsEntry("access", "AccessPolicy[unrestricted]")
          .containsEntry("audit", "kept")
          .containsEntry("trustedAgents", "0");

      worker.access().replace(AccessPolicy.fromJson("{\"version\": 2}"));
      refused(() -> worker.secureMessage(answer, PLANNER));
      for (int i = 0; i < 40; i++) {
        worker.addTrustedAgent(PLANNER);
      }

      assertThat(worker.metrics().accessDenied()).isEqualTo(1);
      assertThat(worker.metrics().auditLost()).isPositive();
      assertThat(worker.health().health().reasons())
          .singleElement()
          .asString()
          .contains("entries of the audit log were lost");
    }
  }

  @Test
  void whoKeepsNoLogIsToldSo() {
    assertThat(both.worker.health().details()).containsEntry("audit", "none");
    assertThatThrownBy(() -> both.verified(message())).isNotNull();
  }

  private CommunicationSecurity audited(AuditLog log) {
    return CommunicationSecurity.builder(QUICK)
        .time(both.time)
        .keys(both.worker.keys())
        .audit(log)
        .build();
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThat(catchThrowable(call)).isNotNull();
  }
}
