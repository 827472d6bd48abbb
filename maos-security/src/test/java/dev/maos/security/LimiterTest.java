package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertRejected;
import static dev.maos.security.TwoProcesses.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.message.Message;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.limits.Limit;
import dev.maos.security.limits.LimitPolicy;
import dev.maos.security.limits.Rate;
import dev.maos.security.limits.RateLimitedException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much an agent may send is counted where it sends, and again where it is received. */
class LimiterTest {
  private static final LimitPolicy TWO =
      LimitPolicy.none().with(new Limit.OfAgent(Rate.perSecond(2)));

  private final TwoProcesses both = new TwoProcesses();

  @Test
  void whoSendsTooMuchIsToldHowLongToWait() {
    var planner = CommunicationSecurity.builder(QUICK).time(both.time).limits(TWO).build();
    planner.generateAgentKeys(PLANNER);
    planner.importAgentPublicKey(WORKER, both.workerKeys.toPem());
    planner.secureMessage(message(), WORKER);
    planner.secureMessage(message(), WORKER);

    assertThatThrownBy(() -> planner.secureMessage(message(), WORKER))
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
              assertThat(e.retryAfter()).contains(Duration.ofMillis(500));
            });
    assertThat(planner.metrics().messagesEncrypted()).isEqualTo(2);

    both.time.advance(Duration.ofMillis(500));
    planner.secureMessage(message(), WORKER);
  }

  @Test
  void aRateOfZeroLetsNobodySend() {
    var none = LimitPolicy.none().with(new Limit.OfAll(Rate.NOTHING));
    var planner = CommunicationSecurity.builder(QUICK).time(both.time).limits(none).build();
    planner.generateAgentKeys(PLANNER);
    planner.importAgentPublicKey(WORKER, both.workerKeys.toPem());

    assertThatThrownBy(() -> planner.secureMessage(message(), WORKER))
        .isInstanceOfSatisfying(
            RateLimitedException.class, e -> assertThat(e.retryAfter()).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "AES_256_GCM"})
  void theReceiverCountsForItself(CipherSuite suite) {
    var worker = receiving(TWO);
    for (int i = 0; i < 2; i++) {
      worker.verifyMessage(both.planner.secureMessage(message(), WORKER, suite), PLANNER);
    }

    var third = both.planner.secureMessage(message(), WORKER, suite);

    assertRejected(Rejection.RATE_LIMITED, () -> worker.verifyMessage(third, PLANNER));
    both.time.advance(Duration.ofMillis(500));
    assertThat(worker.verifyMessage(third, PLANNER)).isEqualTo(message());
    assertThat(worker.metrics().rejected()).containsEntry(Rejection.RATE_LIMITED, 1L);
  }

  @Test
  void whoTellsAResultInAnothersNamePaysForIt() {
    var worker = receiving(TWO);
    for (int i = 0; i < 3; i++) {
      var told = Message.from(WORKER).toEveryone().on("x").notification(Payload.text("ended " + i));
      var result = SignedForManyTest.about(told, Topic.reserved("votes.results"));
      var stored = both.planner.outbound(Envelopes.of(result, both.time, new UUID(7, i)));
      if (i < 2) {
        assertThat(Envelopes.opened(worker, stored).message()).isEqualTo(result);
      } else {
        assertRejected(Rejection.RATE_LIMITED, () -> Envelopes.opened(worker, stored));
      }
    }
    var mine = Message.from(WORKER).to(WORKER).on("tasks").command(Payload.empty());
    assertThat(worker.verifyMessage(worker.secureMessage(mine, WORKER), WORKER)).isEqualTo(mine);
  }

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "AES_256_GCM"})
  void whoPretendsToBeAnotherUsesUpNothingOfIts(CipherSuite suite) {
    var worker = receiving(TWO);
    var rogue = both.process(QUICK);
    rogue.generateAgentKeys(PLANNER);
    rogue.importAgentPublicKey(WORKER, both.workerKeys.toPem());
    var sealed = both.planner.secureMessage(message(), WORKER, suite);
    for (int i = 0; i < 10; i++) {
      var forged = rogue.secureMessage(message(), WORKER, suite);
      assertRejected(Rejection.UNKNOWN_KEY, () -> worker.verifyMessage(forged, PLANNER));
      var damaged = Tampering.nearTheEnd(both.planner.secureMessage(message(), WORKER, suite));
      assertThatThrownBy(() -> worker.verifyMessage(damaged, PLANNER))
          .hasMessageContaining("SECURITY_REJECTED");
    }

    assertThat(worker.verifyMessage(sealed, PLANNER)).isEqualTo(message());
  }

  @Test
  void trustedAgentsAreNotCounted() {
    var worker = receiving(TWO);
    worker.addTrustedAgent(PLANNER);
    for (int i = 0; i < 10; i++) {
      assertThat(worker.verifyMessage(both.sealed(), PLANNER)).isEqualTo(message());
    }

    worker.blockAgent(PLANNER, "too much");

    assertRejected(Rejection.BLOCKED, () -> worker.verifyMessage(both.sealed(), PLANNER));
  }

  @Test
  void oneAgentDoesNotUseUpWhatAnotherMaySend() {
    var third = AgentId.of("third");
    var its = both.process(QUICK);
    var keys = its.generateAgentKeys(third);
    its.importAgentPublicKey(WORKER, both.workerKeys.toPem());
    var worker = receiving(TWO);
    worker.importAgentPublicKey(third, keys.toPem());
    for (int i = 0; i < 2; i++) {
      worker.verifyMessage(both.sealed(), PLANNER);
    }
    var message = Message.from(third).to(WORKER).on("tasks").command(Payload.empty());

    assertThat(worker.verifyMessage(its.secureMessage(message, WORKER), third)).isEqualTo(message);
  }

  /** The worker again, which counts. */
  private CommunicationSecurity receiving(LimitPolicy policy) {
    var worker =
        CommunicationSecurity.builder(QUICK)
            .time(both.time)
            .keys(both.worker.keys())
            .receivingLimits(policy)
            .build();
    return worker;
  }
}
