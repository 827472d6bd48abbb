package dev.maos.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.Priority;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.AgentPublicKeys;
import java.util.EnumSet;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A planner and a worker, each in a process of its own, that trust each other's keys. */
final class TwoProcesses {
  static final AgentId PLANNER = AgentId.of("planner");
  static final AgentId WORKER = AgentId.of("worker");

  /** All suites but that with RSA alone, and no RSA keys unless asked for: they take seconds. */
  static final SecurityPolicy QUICK =
      SecurityPolicy.defaults()
          .allowedCiphers(
              EnumSet.of(
                  CipherSuite.HPKE_X25519,
                  CipherSuite.HPKE_X25519_CHACHA,
                  CipherSuite.HPKE_XWING,
                  CipherSuite.AES_256_GCM));

  final ManualTime time = new ManualTime();
  final CommunicationSecurity planner;
  final CommunicationSecurity worker;
  final AgentPublicKeys plannerKeys;
  final AgentPublicKeys workerKeys;

  TwoProcesses() {
    this(QUICK);
  }

  TwoProcesses(SecurityPolicy policy) {
    planner = process(policy);
    worker = process(policy);
    plannerKeys = planner.generateAgentKeys(PLANNER);
    workerKeys = worker.generateAgentKeys(WORKER);
    planner.importAgentPublicKey(WORKER, workerKeys.toPem());
    worker.importAgentPublicKey(PLANNER, plannerKeys.toPem());
  }

  CommunicationSecurity process(SecurityPolicy policy) {
    return CommunicationSecurity.builder(policy).time(time).build();
  }

  static MessageDraft draft() {
    return Message.from(PLANNER)
        .to(WORKER)
        .on("tasks")
        .priority(Priority.HIGH)
        .guarantee(Guarantee.EXACTLY_ONCE)
        .header("tenant", "secret-tenant");
  }

  static Message message() {
    return draft().command("launch-code", Payload.of(Map.of("digits", "0000")));
  }

  Message sealed() {
    return planner.secureMessage(message(), WORKER);
  }

  Message verified(Message sealed) {
    return worker.verifyMessage(sealed, PLANNER);
  }

  static void assertRejected(Rejection reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MaosException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
