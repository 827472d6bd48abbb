package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.security.audit.AuditLog;
import dev.maos.security.audit.AuditVerdict;
import dev.maos.testkit.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program prints what the documents say. */
class ExamplesTest {
  @Test
  void helloBusReceivesTheTask() throws Exception {
    assertThat(Output.of(HelloBus::main))
        .containsExactly("Received: Task[action=process, data=Hello World]");
  }

  @Test
  void groupWorkDoesEachJobOnce() throws Exception {
    assertThat(Output.of(GroupWork::main)).containsExactly("Done: [1, 2, 3, 4, 5, 6, 7, 8, 9]");
  }

  @Test
  void requestReplyAnswersAndTimesOut() throws Exception {
    assertThat(Output.of(RequestReply::main))
        .containsExactly("2 + 3 = 5", "Nobody answered: REQUEST_TIMEOUT");
  }

  @Test
  void exactlyOnceHandlesTheSecondPublishNotAtAll() throws Exception {
    assertThat(Output.of(ExactlyOnce::main))
        .containsExactly(
            "Packed: Order[item=lamp, pieces=2]",
            "One id: true",
            "The second was a duplicate: true");
  }

  @Test
  void effectsInADatabaseAreThereOnceThoughTheHandlerRanTwice() throws Exception {
    assertThat(Output.of(EffectsInADatabase::main))
        .containsExactly("Try 1 booked: true", "Try 2 booked: false", "Balance: 120");
  }

  @Test
  void prioritiesAndDelayComeInTheirOrder() throws Exception {
    assertThat(Output.of(PrioritiesAndDelay::main))
        .containsExactly(
            "CRITICAL put out the fire",
            "NORMAL water the plants",
            "LOW dust the shelves",
            "LOW recharge");
  }

  @Test
  void deadLetterRedriveGivesASecondChance() throws Exception {
    assertThat(Output.of(DeadLetterRedrive::main))
        .containsExactly("EXHAUSTED, tries: 1", "Printed: Dear all");
  }

  @Test
  void eventsAreHeardKeptExplainedAndToldAgain() throws Exception {
    assertThat(Output.of(EventsAndHistory::main))
        .containsExactly(
            "Heard: {\"lines\":412}",
            "Kept: 2",
            "TASK_FAILED",
            "TASK_STARTED",
            "Told again: TASK_FAILED");
  }

  @Test
  void salesInAFileAreBookedOnceThoughNobodyKeptTheBooks(@TempDir Path folder) throws Exception {
    var file = folder.resolve("sales.db").toString();

    assertThat(Output.of(EventsInAFile::main, file))
        .containsExactly(
            "Booked: lamp",
            "java.lang.IllegalStateException: no price for a table, attempts: 1",
            "Booked: table",
            "Once more: 1",
            "Another day",
            "Booked: chair");
  }

  @Test
  void aStreamHasTheNewestAndSaysWhatWasMissed() throws Exception {
    assertThat(Output.of(StreamOfEvents::main))
        .containsExactly("4: 20", "5: 21", "Read 3, missed 2", "New: 22", "The reader goes on: 22");
  }

  @Test
  void thePastIsReadToldAgainHeldAndGoneOnWith() throws Exception {
    assertThat(Output.of(PagesAndReplay::main))
        .containsExactly(
            "In all: 5",
            "[1, 2]",
            "[3, 4]",
            "[5]",
            "PAUSED",
            "Told again: 4",
            "Told again: 5",
            "DONE",
            "Has ended: true",
            "FAILED: java.io.IOException: the line is dead",
            "Later: 4",
            "Later: 5");
  }

  @Test
  void foreignEventsGoOutAndComeIn() throws Exception {
    assertThat(Output.of(ForeignEvents::main))
        .containsExactly(
            "Unchanged: true",
            "com.example.sold on cloudevents: {\"pieces\":2}",
            "{ce.id=A-17, ce.source=/shop/till-3, subject=lamp}",
            "Place: 2",
            "Recorded at a time: true");
  }

  @Test
  void backpressureRefusesWhatDoesNotFitAndKeepsTheRest() throws Exception {
    assertThat(Output.of(Backpressure::main))
        .containsExactly(
            "Accepted: 1",
            "Accepted: 2",
            "Accepted: 3",
            "Refused: 4, QUEUE_FULL",
            "Read: 1",
            "Read: 2",
            "Read: 3");
  }

  @Test
  void findAWorkerAsksWhoeverIsAble() throws Exception {
    assertThat(Output.of(FindAWorker::main))
        .containsExactly(
            "Able: [bob, cyd]",
            "Answered lately: [bob, cyd]",
            "cyd: read Main.java",
            "Nobody left: NO_CAPABLE_AGENT");
  }

  @Test
  void votersDecideTogetherAndTheRecordCannotBeShortened() throws Exception {
    assertThat(Output.of(VoteTogether::main))
        .containsExactly(
            "Decided: PASSED", "Wrong with it: []", "An entry less: INVALID_BALLOT_FILE");
  }

  @Test
  void aConflictGoesDownTheChainToAHumanAndTheRecordTellsWhy() throws Exception {
    assertThat(Output.of(ResolveAConflict::main))
        .containsExactly(
            "PRIORITY: 2 claims have the greatest priority, 0",
            "NEGOTIATION: no claim was accepted by all in 2 rounds",
            "ESCALATE: boss ruled so",
            "90, for 1/3",
            "Wrong with it: []",
            "Forged: true");
  }

  @Test
  void customMessagesReachWhoWantsThem() throws Exception {
    assertThat(Output.of(CustomMessages::main)).containsExactly("bid: 120 CHF");
  }

  @Test
  void settingsHaveDefaultsAndRanges() throws Exception {
    assertThat(Output.of(BusConfiguration::main))
        .containsExactly(
            "All but one are defaults: true",
            "Room: 10000",
            "INVALID_SETTING: maxQueueSize, allowed: 1 to 10,000,000");
  }

  @Test
  void whatFailsIsTriedAgainThenLeftAlone() throws Exception {
    assertThat(Output.of(ErrorHandling::main))
        .containsExactly(
            "sunny, tries: 3",
            "Failed: tomorrow",
            "Call 1: RETRIES_EXHAUSTED",
            "Failed: tomorrow",
            "Call 2: RETRIES_EXHAUSTED",
            "Failed: tomorrow",
            "Call 3: CIRCUIT_OPEN",
            "today: 1 calls, 0 failed, 0 refused, 2 retries",
            "tomorrow: 3 calls, 2 failed, 1 refused, 4 retries",
            "Breaker: OPEN");
  }

  @Test
  void retriesWaitAsTheirStrategySays() throws Exception {
    assertThat(Output.of(RetryStrategies::main))
        .containsExactly(
            "fixed: [1000, 1000, 1000, 1000] ms",
            "linear: [1000, 2000, 3000, 4000] ms",
            "exponential: [1000, 2000, 4000, 8000] ms",
            "jittered: 800 to 1200 ms, true",
            "At once: not worth another try");
  }

  @Test
  void metricsAndHealthTellOfAQueueThatHasStopped() throws Exception {
    assertThat(Output.of(MetricsAndHealth::main))
        .containsExactly(
            "Events dispatched: 1",
            "Consensus reached: 1",
            "Messages failed: 1",
            "inbox:clerk: 1 dead",
            "bus: DEGRADED",
            "registry: HEALTHY",
            "consensus: HEALTHY",
            "events: HEALTHY",
            "backend: HEALTHY",
            "bus: inbox:clerk has stopped: its dead letters are full",
            "Purged: HEALTHY");
  }

  @Test
  void ballotsWeighDifferently() throws Exception {
    assertThat(Output.of(WeightedVote::main))
        .containsExactly(
            "1 of 3.5 against it: UNDECIDED",
            "2 of 3.5 for it: PASSED",
            "The third: AFTER_THE_END",
            "standard_agent: No[reason=it is Friday]",
            "critical_agent: Yes[reason=]");
  }

  @Test
  void secureMessagesAreOpenedOnceByWhomTheyAreFor() throws Exception {
    assertThat(Output.of(SecureMessages::main))
        .containsExactly(
            "On its way: application/vnd.maos.mse1",
            "Opened: open the safe",
            "Again: SECURITY_REJECTED",
            "Plain: SECURITY_REJECTED",
            "Blocked: SECURITY_REJECTED",
            "Unusual activity detected",
            "Opened 1, refused 3");
  }

  @Test
  void aSecuredBusLetsThroughWhatRolesAllow(@TempDir Path folder) throws Exception {
    assertThat(Output.of(SecuredBus::main, folder.toString()))
        .containsExactly(
            "Read: file it",
            "Not sent: FORBIDDEN",
            "Why: role sender denies publish on tasks.secret",
            "The log: Intact");
  }

  @Test
  void oneMessageIsFetchedGivenBackAndItsSenderTold() throws Exception {
    assertThat(Output.of(ReceiveOne::main))
        .containsExactly(
            "Accepted, kept in: MEMORY",
            "Try 1: lamp",
            "Try 2: lamp",
            "The sender is told: DELIVERED",
            "Nothing more: true");
  }

  @Test
  void manyMessagesGoInABatchOrWithoutWaiting() throws Exception {
    assertThat(Output.of(ManyMessages::main))
        .containsExactly("Receipts: 1000", "Accepted: 1000, stored: 2000");
  }

  @Test
  void theOneWithRoomIsPicked() throws Exception {
    assertThat(Output.of(PickAnAgent::main))
        .containsExactly(
            "The next goes elsewhere: true",
            "While bob is in maintenance: ann",
            "By status: 1",
            "Has left: ann",
            "Nobody to pick: true");
  }

  @Test
  void fourAgreeAlthoughOneSaysNothing() throws Exception {
    assertThat(Output.of(AgreeDespiteLiars::main))
        .containsExactly(
            "May lie: 1 of 4", "Decided: PASSED", "Verified: true", "One bit changed: refused");
  }

  @Test
  void settingsComeFromOutsideAndSomebodyCountsMore(@TempDir Path folder) throws Exception {
    assertThat(Output.of(Settings::main, folder.toString()))
        .containsExactly(
            "max_queue_size = 50000",
            "max_hops = 32",
            "drain_timeout = 5s",
            "In force: 32 hops",
            "Refused: UNKNOWN_SETTING");
  }

  @Test
  void keysOfAgentsAreExchangedOnce() throws Exception {
    assertThat(Output.of(KeysOfAgents::main))
        .containsExactly("Known: true", "Refused: KEY_CHANGED");
  }

  @Test
  void sealedMessagesAreReadOnceByTheirRecipient() throws Exception {
    assertThat(Output.of(SealedMessages::main))
        .containsExactly(
            "On its way: application/vnd.maos.mse1", "Read: code 0000", "A second time: REPLAYED");
  }

  @Test
  void trustedAgentsAreSparedLimitsAndBlockedOnesAreNotHeard() throws Exception {
    assertThat(Output.of(TrustedAndBlocked::main))
        .containsExactly(
            "Sent by the trusted one: 4",
            "suspicious_agent: RATE_LIMITED",
            "Sent by the other: 2",
            "BLOCKED: Unusual activity detected");
  }

  @Test
  void sealedProcessesTalkOverARedisThatCannotReadThemAlsoAfterARestart(@TempDir Path folder)
      throws Exception {
    try (var redis = RedisServer.start()) {
      HomesOfTwo.make(folder, redis.uri());

      for (int run = 0; run < 2; run++) {
        assertThat(Output.of(SealedProcesses::main, folder.toString()))
            .containsExactly(
                "bob listens",
                "bob answers: under the mat",
                "alice has new keys",
                "bob trusts the new keys",
                "bob answers: under the mat",
                "Redis saw \"house\": true",
                "Redis saw \"Where is the key\": false",
                "Redis saw \"under the mat\": false");
      }
    }

    for (var log : new String[] {"alice/audit.log", "bob/audit.log"}) {
      assertThat(AuditLog.verify(folder.resolve(log))).isInstanceOf(AuditVerdict.Intact.class);
    }
    for (var file : new String[] {"alice/keys", "alice/audit.log", "bob/keys", "bob/audit.log"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aTokenLetsInItsAgentNobodyElseAndNotForEver() throws Exception {
    assertThat(Output.of(TokensOfAgents::main))
        .containsExactly(
            "Let in: worker, [reader]",
            "Stolen: UNAUTHENTICATED, NOT_ITS_HOLDER",
            "Revoked: UNAUTHENTICATED, REVOKED",
            "Expired: UNAUTHENTICATED, OUT_OF_TIME");
  }
}
