package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
}
