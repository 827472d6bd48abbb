package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static dev.maos.security.TwoProcesses.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.backend.Note;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.TimeSource;
import dev.maos.memory.MemoryTables;
import dev.maos.message.Envelope;
import dev.maos.monitor.Health;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.access.Action;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.limits.Limit;
import dev.maos.security.limits.LimitPolicy;
import dev.maos.security.limits.Rate;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one process knows protects the others, and what nobody may say is not believed. */
class SharingTest {
  private static final AgentId ADMIN = AgentId.of("admin");
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final TwoProcesses both = new TwoProcesses();
  private final ForgetfulTables tables = new ForgetfulTables(both.time);

  /** The worker's second process, on a copy of its keys. */
  private final CommunicationSecurity second = again();

  private CommunicationSecurity again() {
    return CommunicationSecurity.builder(QUICK)
        .time(both.time)
        .keys(both.worker.keys())
        .administrators(ADMIN)
        .build();
  }

  private void shareAll(CommunicationSecurity... processes) {
    for (var process : processes) {
      process.use(tables);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "AES_256_GCM"})
  void aMessageThatAnyProcessTookIsRefusedByAll(CipherSuite suite) {
    shareAll(both.worker, second);
    var sealed = both.planner.secureMessage(message(), WORKER, suite);
    both.verified(sealed);

    assertRejected(Rejection.REPLAYED, () -> second.verifyMessage(sealed, PLANNER));
    assertThat(second.metrics().rejected()).containsEntry(Rejection.REPLAYED, 1L);
    var next = both.planner.secureMessage(message(), WORKER, suite);
    assertThat(second.verifyMessage(next, PLANNER)).isEqualTo(message());
    assertRejected(Rejection.REPLAYED, () -> both.verified(next));
  }

  @Test
  void aMessageThatAnyProcessHandledIsRefusedAtTheDoorsOfAll() {
    shareAll(both.worker, second);
    var first = Envelopes.of(message(), both.time, new UUID(1, 1));
    var stored = both.planner.outbound(first);
    var other = both.planner.outbound(Envelopes.of(message(), both.time, new UUID(1, 2)));
    arrive(second, stored);
    assertThat(Envelopes.opened(second, stored).message())
        .as("as long as nobody has handled it")
        .isEqualTo(message());

    Envelopes.handle(both.worker, stored);
    await(() -> tables.uses() == 1);

    arrive(second, stored, other);
    assertRejected(Rejection.REPLAYED, () -> Envelopes.opened(second, stored));
    assertThat(Envelopes.opened(second, other).message()).isEqualTo(message());
  }

  @Test
  void whatIsRefusedAnywayIsNotAskedFor() {
    shareAll(both.worker);
    var stored = both.planner.outbound(Envelopes.of(message(), both.time));
    tables.fail();

    assertCode(ErrorCode.TRANSPORT_UNAVAILABLE, () -> Envelopes.arrive(both.worker, stored));
    both.time.advance(Duration.ofDays(2));
    Envelopes.arrive(both.worker, stored);
    assertRejected(Rejection.OUT_OF_TIME, () -> Envelopes.opened(both.worker, stored));
  }

  @Test
  void whatCouldNotBeToldIsToldLater() {
    shareAll(both.worker, second);
    var stored = both.planner.outbound(Envelopes.of(message(), both.time));
    var arrival = Envelopes.arrival(both.worker, stored);
    var _ = arrival.opened();
    tables.fail();
    arrival.handled();
    await(() -> both.worker.metrics().tablesFailed() > 0);

    assertCode(ErrorCode.TRANSPORT_UNAVAILABLE, () -> arrive(second, stored));
    tables.work();
    await(() -> {
      both.time.advance(Duration.ofSeconds(1));
      return tables.uses() == 1;
    });

    arrive(second, stored);
    assertRejected(Rejection.REPLAYED, () -> Envelopes.opened(second, stored));
  }

  @Test
  void whoCannotAskTheOthersDoesNotTakeAMessageAndMayTryAgain() {
    shareAll(both.worker);
    var sealed = both.sealed();
    tables.fail();

    assertCode(ErrorCode.TRANSPORT_UNAVAILABLE, () -> both.verified(sealed));
    assertThat(both.worker.metrics().messagesRejected()).isZero();

    tables.work();
    assertThat(both.verified(sealed)).isEqualTo(message());
    assertRejected(Rejection.REPLAYED, () -> both.verified(sealed));
  }

  private static void arrive(CommunicationSecurity process, Envelope... envelopes) {
    Envelopes.arrive(process, envelopes);
  }

  @Test
  void limitsHoldOverAllProcesses() {
    var one = sending();
    var other = sending();
    shareAll(one, other);

    one.secureMessage(message(), WORKER);
    other.secureMessage(message(), WORKER);

    assertCode(ErrorCode.RATE_LIMITED, () -> one.secureMessage(message(), WORKER));
    assertCode(ErrorCode.RATE_LIMITED, () -> other.secureMessage(message(), WORKER));
    both.time.advance(Duration.ofMillis(500));
    other.secureMessage(message(), WORKER);
    assertCode(ErrorCode.RATE_LIMITED, () -> one.secureMessage(message(), WORKER));
  }

  @Test
  void whileNobodyAnswersEachProcessLimitsForItself() {
    var one = sending();
    shareAll(one);
    tables.fail();

    one.secureMessage(message(), WORKER);
    one.secureMessage(message(), WORKER);

    assertCode(ErrorCode.RATE_LIMITED, () -> one.secureMessage(message(), WORKER));
    assertThat(one.metrics().tablesFailed()).isPositive();
  }

  @Test
  void aRateOfNothingIsNothingInTheTablesToo() {
    var none =
        CommunicationSecurity.builder(QUICK)
            .time(both.time)
            .keys(both.planner.keys())
            .limits(LimitPolicy.none().with(new Limit.OfAgent(Rate.NOTHING)))
            .build();
    shareAll(none);

    assertCode(ErrorCode.RATE_LIMITED, () -> none.secureMessage(message(), WORKER));
  }

  private CommunicationSecurity sending() {
    return CommunicationSecurity.builder(QUICK)
        .time(both.time)
        .keys(both.planner.keys())
        .limits(LimitPolicy.none().with(new Limit.OfAgent(Rate.perSecond(2))))
        .build();
  }

  /** A process of an administrator, whose keys all trust. */
  private CommunicationSecurity administration() {
    var process =
        CommunicationSecurity.builder(QUICK).time(both.time).administrators(ADMIN).build();
    var keys = process.generateAgentKeys(ADMIN);
    process.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());
    both.worker.importAgentPublicKey(ADMIN, keys.toPem());
    return process;
  }

  @Test
  void whomAnAdministratorBlocksIsBlockedEverywhereAlsoWhatWasSentBefore() {
    var admin = administration();
    shareAll(admin, second);
    var before = both.sealed();
    var waiting = second.verifyMessage(both.sealed(), PLANNER);

    admin.blockAgent(PLANNER, "odd\nnews");

    await(() -> second.blockReason(PLANNER).isPresent());
    assertThat(second.blockReason(PLANNER)).contains("odd\\nnews");
    assertRejected(Rejection.BLOCKED, () -> second.verifyMessage(before, PLANNER));
    assertRejected(
        Rejection.BLOCKED, () -> second.beforeHandling(Envelopes.of(waiting, both.time)));

    admin.unblockAgent(PLANNER);
    await(() -> second.blockReason(PLANNER).isEmpty());
    assertThat(second.verifyMessage(before, PLANNER)).isEqualTo(message());
  }

  @Test
  void whoComesLaterKnowsWhatWasSaidBefore() {
    var admin = administration();
    shareAll(admin);
    admin.blockAgent(PLANNER, "odd");

    shareAll(second);

    assertThat(second.blockReason(PLANNER)).contains("odd");
  }

  @Test
  void whatWasSaidBeforeThereWereTablesIsSaidThen() {
    var admin = administration();
    admin.blockAgent(PLANNER, "odd");

    shareAll(admin, second);

    assertThat(second.blockReason(PLANNER)).contains("odd");
  }

  @Test
  void trustAndRevokedKeysAreKnownEverywhere() {
    var admin = administration();
    shareAll(admin, second);

    admin.addTrustedAgent(PLANNER);
    await(() -> second.isTrusted(PLANNER));
    admin.removeTrustedAgent(PLANNER);
    await(() -> !second.isTrusted(PLANNER));
    var sealed = both.sealed();
    admin.revokeKey(both.plannerKeys.key(KeyPurpose.SIGN).orElseThrow().id());

    await(() -> second.keys().toString().contains("1 revoked"));
    assertRejected(Rejection.KEY_NOT_VALID, () -> second.verifyMessage(sealed, PLANNER));
  }

  @Test
  void aPolicyThatAnAdministratorExchangesCountsEverywhere() {
    var admin = administration();
    shareAll(admin, second);
    var sealed = both.sealed();

    admin
        .access()
        .replace(
            AccessPolicy.fromJson(
                """
                {"version": 2,
                 "roles": {"reader": {"allow": {"consume": [">"]}, "answering": true}},
                 "agents": {"worker": ["reader"]}}
                """));

    await(() -> second.access().policy().version() == 2);
    assertRejected(Rejection.NOT_PERMITTED, () -> second.verifyMessage(sealed, PLANNER));
    assertThat(second.access().explain(WORKER, Action.CONSUME, sealed.topic()).allows()).isTrue();
    assertThat(second.access().policy().toJson()).isEqualTo(admin.access().policy().toJson());
  }

  @Test
  void whomThePolicyAllowsItMaySpeakForAll() {
    var policy =
        AccessPolicy.fromJson(
            """
            {"roles": {"guard": {"allow": {"keys.admin": ["_maos.security"]}}},
             "agents": {"guard": ["guard"]}}
            """);
    var guard = AgentId.of("guard");
    var its = CommunicationSecurity.builder(QUICK).time(both.time).access(policy).build();
    both.worker.importAgentPublicKey(guard, its.generateAgentKeys(guard).toPem());
    its.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());
    second.access().replace(policy);
    shareAll(its, second);

    its.blockAgent(PLANNER, "odd");
    await(() -> second.blockReason(PLANNER).isPresent());

    its.access().replace(AccessPolicy.fromJson("{\"version\": 9}"));
    second.use(tables);
    assertThat(second.access().policy().version()).as("it may not say that").isEqualTo(1);
  }

  @Test
  void whatAnAgentSaysThatMayNotIsNotBelieved() {
    shareAll(both.planner, second);
    var rogue = CommunicationSecurity.builder(QUICK).time(both.time).administrators(PLANNER);
    var process = rogue.keys(both.planner.keys()).build();
    shareAll(process);

    process.blockAgent(WORKER, "from a trusted agent, but no administrator");
    second.use(tables);

    assertThat(second.blockReason(WORKER)).isEmpty();
    assertThat(second.metrics().noticesRefused()).isPositive();
  }

  @Test
  void aNoticeThatSomebodyChangedOrLedElsewhereIsNotBelieved() {
    var admin = administration();
    shareAll(admin);
    admin.blockAgent(PLANNER, "odd");
    var note = tables.notes(0).notes().getFirst();
    var bytes = note.value();
    for (int at = 0; at < bytes.length; at++) {
      var changed = bytes.clone();
      changed[at] ^= 1;
      var fresh = new MemoryTables(both.time);
      fresh.write(new Note(note.key(), note.rank(), changed));
      var process = again();

      process.use(fresh);

      assertThat(process.blockReason(PLANNER)).as("byte " + at).isEmpty();
    }
    var elsewhere = new MemoryTables(both.time);
    elsewhere.write(new Note("block:worker", note.rank(), bytes));
    elsewhere.write(new Note(note.key(), note.rank() + 1, bytes));
    var process = again();
    process.use(elsewhere);
    assertThat(process.blockReason(WORKER)).isEmpty();
    assertThat(process.metrics().noticesRefused()).isEqualTo(2);
    var deployment =
        CommunicationSecurity.builder(QUICK)
            .time(both.time)
            .keys(both.worker.keys())
            .administrators(ADMIN)
            .deployment("other")
            .build();
    deployment.use(tables);
    assertThat(deployment.blockReason(PLANNER)).isEmpty();
  }

  @Test
  void aNoticeOfOneWhoIsBlockedIsNotBelieved() {
    var admin = administration();
    shareAll(admin);
    second.blockAgent(ADMIN, "gone");
    admin.blockAgent(PLANNER, "revenge");

    shareAll(second);

    assertThat(second.blockReason(PLANNER)).isEmpty();
  }

  @Test
  void aNoticeIsBelievedOnceTheKeyOfItsSignerIsKnown() {
    var process =
        CommunicationSecurity.builder(QUICK).time(both.time).administrators(ADMIN).build();
    var keys = process.generateAgentKeys(ADMIN);
    process.importAgentPublicKey(PLANNER, both.plannerKeys.toPem());
    shareAll(process, second);
    process.blockAgent(PLANNER, "odd");
    await(() -> second.metrics().noticesRefused() == 1);
    assertThat(second.blockReason(PLANNER)).isEmpty();

    second.importAgentPublicKey(ADMIN, keys.toPem());
    both.time.advance(Duration.ofMillis(500));

    assertThat(second.blockReason(PLANNER)).contains("odd");
    assertThat(second.metrics().noticesRefused()).isEqualTo(1);
  }

  @Test
  void whatTheTablesForgetIsToldAgain() {
    var admin = administration();
    shareAll(admin);
    admin.blockAgent(PLANNER, "odd");

    tables.forget();
    both.time.advance(Duration.ofSeconds(2));

    shareAll(second);
    assertThat(second.blockReason(PLANNER)).contains("odd");
  }

  @Test
  void tablesThatDoNotAnswerAreSeenInItsHealth() {
    shareAll(second);
    assertThat(second.health().health()).isEqualTo(Health.healthy());
    assertThat(second.health().details().get("shared")).startsWith("limits and replays");

    tables.fail();
    both.time.advance(Duration.ofMillis(500));

    assertThat(second.health().health().reasons())
        .containsExactly("the tables that processes share do not answer");
    tables.work();
    both.time.advance(Duration.ofMillis(500));
    assertThat(second.health().health()).isEqualTo(Health.healthy());
  }

  @Test
  void whoSharesNoMoreIsToldNothing() {
    var admin = administration();
    shareAll(admin);
    var sharing = second.use(tables);
    sharing.close();
    sharing.close();

    admin.blockAgent(PLANNER, "odd");
    both.time.advance(Duration.ofSeconds(5));

    assertThat(second.blockReason(PLANNER)).isEmpty();
    assertThat(second.health().details()).containsEntry("shared", "nothing");
  }

  private static void await(BooleanSupplier condition) {
    var clock = TimeSource.system();
    long end = clock.nanos() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(clock.nanos()).as("it did not come").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
