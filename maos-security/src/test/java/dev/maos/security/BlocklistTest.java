package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static dev.maos.security.TwoProcesses.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.security.crypto.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is blocked stays so at once, everywhere here, and after a restart. */
class BlocklistTest {
  private static final AgentId ROGUE = AgentId.of("rogue");

  @TempDir Path folder;
  private final TwoProcesses both = new TwoProcesses();

  @Test
  void whatWaitsForItsHandlerIsRefusedToo() {
    var envelope = Envelopes.of(both.verified(both.sealed()), both.time);
    both.worker.beforeHandling(envelope);

    both.worker.blockAgent(PLANNER, "odd");

    assertRejected(Rejection.BLOCKED, () -> both.worker.beforeHandling(envelope));
    both.worker.unblockAgent(PLANNER);
    both.worker.beforeHandling(envelope);
  }

  @Test
  void anAgentWhoseNameDiffersOnlyByCaseIsBlockedWithIt() {
    var shouting = AgentId.of("PLANNER");
    var its = both.process(QUICK);
    both.worker.importAgentPublicKey(shouting, its.generateAgentKeys(shouting).toPem());
    its.importAgentPublicKey(WORKER, both.workerKeys.toPem());
    var message = Message.from(shouting).to(WORKER).on("tasks").command(Payload.empty());

    both.worker.blockAgent(PLANNER, "odd");

    assertRejected(
        Rejection.BLOCKED,
        () -> both.worker.verifyMessage(its.secureMessage(message, WORKER), shouting));
  }

  @Test
  void aBlockedSenderSendsNothingPlainEither() {
    var careless = careless();
    careless.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());
    careless.blockAgent(PLANNER, "odd");
    var toAll = Message.from(PLANNER).toEveryone().on("tasks").command(Payload.empty());

    assertCode(ErrorCode.FORBIDDEN, () -> careless.outbound(Envelopes.of(toAll, both.time)));
    assertCode(ErrorCode.FORBIDDEN, () -> careless.outbound(Envelopes.of(message(), both.time)));
    assertRejected(
        Rejection.BLOCKED, () -> Envelopes.opened(careless, Envelopes.of(toAll, both.time)));
  }

  @Test
  void aRestartForgetsNobody() {
    var worker = keeping();
    worker.addTrustedAgent(ROGUE);
    worker.blockAgent(PLANNER, "odd\nnews \"\u202e\" " + "x".repeat(100_000));
    var reason = worker.blockReason(PLANNER);

    var again = keeping();

    assertThat(again.blockReason(PLANNER)).isEqualTo(reason).isPresent();
    assertThat(again.isTrusted(ROGUE)).isTrue();
    assertRejected(Rejection.BLOCKED, () -> again.verifyMessage(both.sealed(), PLANNER));
    again.unblockAgent(PLANNER);
    again.removeTrustedAgent(ROGUE);
    assertThat(keeping().blockReason(PLANNER)).isEmpty();
    assertThat(keeping().isTrusted(ROGUE)).isFalse();
  }

  @Test
  void theListIsItsOwnersAloneAndMustBeWhole() throws IOException {
    keeping().blockAgent(PLANNER, "odd");
    var file = folder.resolve("agents");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    for (var damage :
        new String[] {
          "",
          "maos-agents 2\n",
          "maos-agents 1\nblocked\n",
          "maos-agents 1\nblocked a b\nblocket c d\n",
          "maos-agents 1\ntrusted a b\n",
          "maos-agents 1\nblocked :: x\n"
        }) {
      Files.writeString(file, damage);
      assertCode(ErrorCode.KEYSTORE_CORRUPT, this::keeping);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertCode(ErrorCode.KEYSTORE_PERMISSIONS, this::keeping);
  }

  @Test
  void whoCannotBeWrittenDownIsBlockedAllTheSameAndNobodyIsLetGo() throws IOException {
    var worker = keeping();
    worker.blockAgent(PLANNER, "odd");
    Files.delete(folder.resolve("agents"));
    Files.createDirectory(folder.resolve("agents"));
    worker.importAgentPublicKey(ROGUE, both.process(QUICK).generateAgentKeys(ROGUE).toPem());

    assertCode(ErrorCode.KEYSTORE_UNAVAILABLE, () -> worker.blockAgent(ROGUE, "worse"));
    assertCode(ErrorCode.KEYSTORE_UNAVAILABLE, () -> worker.unblockAgent(PLANNER));
    assertCode(ErrorCode.KEYSTORE_UNAVAILABLE, () -> worker.addTrustedAgent(WORKER));

    assertThat(worker.blockReason(ROGUE)).contains("worse");
    assertThat(worker.blockReason(PLANNER)).contains("odd");
    assertThat(worker.isTrusted(WORKER)).isFalse();
  }

  @Test
  void aFullListRefusesMoreButStillKnowsItsOwn() {
    var list = new Blocklist(AgentListFile.none(new SecureRandom()), 10);
    for (int i = 0; i < 10; i++) {
      list.block(AgentId.of("a" + i), "odd");
    }

    assertThatThrownBy(() -> list.block(AgentId.of("more"), "odd"))
        .hasMessageContaining("10 agents");
    list.block(AgentId.of("A7"), "worse");
    assertThat(list.reasonFor(AgentId.of("a7"))).contains("worse");
  }

  private CommunicationSecurity keeping() {
    return CommunicationSecurity.builder(QUICK)
        .time(both.time)
        .keys(both.worker.keys())
        .agentList(folder.resolve("agents"))
        .build();
  }

  private CommunicationSecurity careless() {
    return CommunicationSecurity.builder(QUICK.insecureAcceptPlain()).time(both.time).build();
  }
}
