package dev.maos.testkit.history;

import static dev.maos.testkit.history.Story.INBOX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.GroupName;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageId;
import dev.maos.message.Priority;
import dev.maos.message.QueueName;
import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Step.Reply;
import dev.maos.testkit.history.Step.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each small crime is found, under its own name, and what only looks like one is not. */
class JudgeTest {
  private static final long A_MINUTE = 60_000_000;

  private final Story story = new Story();

  @Test
  void anEmptyHistoryIsInnocent() {
    assertInnocent();
  }

  @Test
  void whatWasAcceptedAndNeverHandledIsLost() {
    story.accepted(1).accepted(2).done(2, 1);

    assertGuilty(Anomaly.LOST);
  }

  @Test
  void whatWasBegunAndNeverDoneIsLost() {
    story.accepted(1).begun(1, 1).killed();

    assertGuilty(Anomaly.LOST);
  }

  @Test
  void whatOneOfItsPlacesMissedIsLost() {
    var news = TopicPattern.of("news");
    story.places = List.of(INBOX, QueueName.subscription(AgentId.of("carol"), news));
    story.accepted(1).done(1, 1);

    assertGuilty(Anomaly.LOST);
  }

  @Test
  void whatIsStillQueuedIsNotLost() {
    story.accepted(1).accepted(2).left(2);

    assertInnocent();
  }

  @Test
  void moreMissingThanIsQueuedIsLost() {
    story.accepted(1).accepted(2).left(1);

    assertThat(story.judged().of(Anomaly.LOST)).hasSize(2);
  }

  @Test
  void whatIsDeadOrExpiredIsNotLost() {
    story.accepted(1).buried(1);
    story.lifeMicros = 1;
    story.accepted(2).left(0);

    assertInnocent();
  }

  @Test
  void whatWasRefusedOrUnknownOrAtMostOnceIsNotLost() {
    story.invoked(1).answered(1, Answer.REFUSED).invoked(2).answered(2, Answer.UNKNOWN).invoked(3);
    story.promised(Guarantee.AT_MOST_ONCE).accepted(4);

    assertInnocent();
  }

  @Test
  void whatWasAcceptedAtTheSecondTryCountsAsAccepted() {
    story.invoked(1).answered(1, Answer.UNKNOWN).accepted(1).answered(1, Answer.UNKNOWN);

    assertGuilty(Anomaly.LOST);
  }

  @Test
  void whatWasHandledUnderTwoIdsIsADuplicate() {
    story.accepted(1).failed(1, 1).begun(1, 2, INBOX, new MessageId(2, 2), Story.hash(1));
    story.ended(1, 2, Result.DONE);

    assertGuilty(Anomaly.DUPLICATE);
  }

  @Test
  void twoFirstAttemptsAreADuplicate() {
    story.accepted(1).begun(1, 1).killed().by("bob-2").done(1, 1);

    assertGuilty(Anomaly.DUPLICATE);
  }

  @Test
  void exactlyOnceDoneTwiceWithoutAReasonIsADuplicate() {
    story.promised(Guarantee.EXACTLY_ONCE).accepted(1).done(1, 1).by("bob-2").done(1, 2);

    assertGuilty(Anomaly.DUPLICATE);
  }

  @Test
  void exactlyOnceDoneTwiceBecauseTheFirstHandlerDiedIsNot() {
    story.promised(Guarantee.EXACTLY_ONCE).accepted(1).done(1, 1).killed().by("bob-2").done(1, 2);

    assertInnocent();
  }

  @Test
  void atLeastOnceDoneTwiceWithoutAReasonIsRepeated() {
    story.accepted(1).done(1, 1).by("bob-2").done(1, 2);

    assertGuilty(Anomaly.REPEATED);
  }

  @Test
  void aDisturbanceLongAgoIsNoReason() {
    story.stopped(10).later(A_MINUTE).accepted(1).done(1, 1).later(A_MINUTE).by("bob-2").done(1, 2);

    assertGuilty(Anomaly.REPEATED);
  }

  @Test
  void aDisturbanceOfSomebodyElseIsNoReason() {
    story.accepted(1).done(1, 1).by("bob-2").killed().by("bob-3").done(1, 2);

    assertGuilty(Anomaly.REPEATED);
  }

  @Test
  void aHandlerThatHangsIsAReasonForWhatWasClaimedWithItUnlessThatIsExactlyOnce() {
    story.accepted(1).accepted(2).done(1, 1).begun(2, 1).by("bob-2").done(1, 2).done(2, 2);
    assertInnocent();
    story.promised(Guarantee.EXACTLY_ONCE).accepted(3).by("bob-1").done(3, 1);
    story.by("bob-2").done(3, 2);

    assertGuilty(Anomaly.DUPLICATE);
  }

  @Test
  void aFailedOrRefusedHandlingIsAReason() {
    story.accepted(1).failed(1, 1).done(1, 2);
    story.accepted(2).done(2, 1).acknowledged(2, 1, Reply.STALE).by("bob-2").done(2, 2);

    assertInnocent();
  }

  @Test
  void whatWasNeverPublishedIsAPhantom() {
    story.done(7, 1);

    assertGuilty(Anomaly.PHANTOM);
  }

  @Test
  void whatCameWhereItWasNotSentIsAPhantom() {
    var elsewhere = QueueName.inbox(AgentId.of("carol"));
    story.accepted(1).done(1, 1);
    story.begun(1, 1, elsewhere, new MessageId(1, 1), Story.hash(1));

    assertGuilty(Anomaly.PHANTOM);
  }

  @Test
  void whatWasRefusedMustNotAppear() {
    story.invoked(1).answered(1, Answer.REFUSED).done(1, 1);

    assertGuilty(Anomaly.FAILED_APPEARED);
  }

  @Test
  void aFirstAttemptAfterALaterMessageIsNonmonotonic() {
    story.accepted(1).accepted(2).accepted(3).done(1, 1).done(3, 1).done(2, 1);

    assertGuilty(Anomaly.NONMONOTONIC);
  }

  @Test
  void retriesAndMembersOfAGroupHaveNoOrder() {
    story.accepted(1).accepted(2).failed(1, 1).done(2, 1).done(1, 2);
    var team = QueueName.group(GroupName.of("team"));
    story.places = List.of(team);
    story.promised(Guarantee.AT_MOST_ONCE).accepted(3).accepted(4);
    story.begun(4, 1, team, new MessageId(1, 4), Story.hash(4));
    story.begun(3, 1, team, new MessageId(1, 3), Story.hash(3));
    story.by("carol-1").accepted(5);
    story.begun(5, 1, team, new MessageId(1, 5), Story.hash(5));

    assertInnocent();
  }

  @Test
  void anotherPriorityOrSenderHasAnOrderOfItsOwn() {
    story.accepted(1);
    story.priority = Priority.HIGH;
    story.accepted(2).done(2, 1).done(1, 1);
    story.sender = AgentId.of("carol");
    story.accepted(1).done(1, 1);

    assertInnocent();
  }

  @Test
  void whatIsPublishedAgainKeepsItsPlaceInTheOrder() {
    story.accepted(1).accepted(2).accepted(1).done(1, 1).done(2, 1);

    assertInnocent();
  }

  @Test
  void otherBytesAreCorrupt() {
    story.accepted(1).begun(1, 1, INBOX, new MessageId(1, 1), 0).ended(1, 1, Result.DONE);

    assertGuilty(Anomaly.CORRUPT);
  }

  @Test
  void anAtMostOnceMessageMustNotComeAgain() {
    story.promised(Guarantee.AT_MOST_ONCE).accepted(1).begun(1, 1).killed().by("bob-2").done(1, 2);

    assertGuilty(Anomaly.AT_MOST_ONCE_REPEATED);
  }

  @Test
  void moreAttemptsThanAllowedAreOverDelivered() {
    story.accepted(1).failed(1, 1).done(1, 7);

    assertGuilty(Anomaly.OVER_DELIVERED);
  }

  @Test
  void moreCallsThanAllowedAreOverDeliveredWhateverTheirAttemptsSay() {
    story.accepted(1).failed(1, 1);
    for (int i = 0; i < 6; i++) {
      story.failed(1, 2);
    }
    story.buried(1);

    assertGuilty(Anomaly.OVER_DELIVERED);
  }

  @Test
  void handlingAfterExpiryIsLate() {
    story.lifeMicros = 1_000;
    story.accepted(1).later(A_MINUTE).done(1, 1);

    assertGuilty(Anomaly.LATE);
  }

  @Test
  void aDeadLetterThatWasDoneIsBoth() {
    story.accepted(1).done(1, 1).buried(1);

    assertGuilty(Anomaly.DEAD_AND_DONE);
  }

  @Test
  void aMessageThatIsDeadTwiceIsADuplicate() {
    story.accepted(1).buried(1).buried(1);

    assertGuilty(Anomaly.DUPLICATE);
  }

  @Test
  void aMessageThatDiedOfTriesItNeverHadIsUntried() {
    story.accepted(1).begun(1, 1).killed().buried(1, Reason.EXHAUSTED);

    assertGuilty(Anomaly.UNTRIED);
  }

  @Test
  void anAcknowledgementTakenFromAFormerHolderIsAnOverlap() {
    story.accepted(1).begun(1, 1).stopped(A_MINUTE).by("bob-2").done(1, 2);
    story.by("bob-1").ended(1, 1, Result.DONE).acknowledged(1, 1, Reply.TAKEN);

    assertThat(story.judged().counts()).containsKey(Anomaly.OVERLAP);
  }

  @Test
  void anAcknowledgementRefusedToAFormerHolderIsFencing() {
    story.accepted(1).begun(1, 1).stopped(A_MINUTE).by("bob-2").done(1, 2);
    story.acknowledged(1, 2, Reply.TAKEN);
    story.by("bob-1").ended(1, 1, Result.DONE).acknowledged(1, 1, Reply.STALE);

    assertInnocent();
  }

  @Test
  void aFormerHolderMayBeginLateWhatItHadClaimed() {
    story.accepted(1).stopped(A_MINUTE).by("bob-2").done(1, 2).acknowledged(1, 2, Reply.TAKEN);
    story.by("bob-1").done(1, 1).acknowledged(1, 1, Reply.STALE);

    assertInnocent();
  }

  @Test
  void whatComesAgainAfterItsAcknowledgementIsResurrected() {
    story.accepted(1).done(1, 1).acknowledged(1, 1, Reply.TAKEN).killed().by("bob-2").done(1, 2);

    assertThat(story.judged().counts()).containsKey(Anomaly.RESURRECTED);
  }

  @Test
  void aQueueDeeperThanItsBoundIsUnbounded() {
    story.measured(10_000).measured(10_001);

    assertGuilty(Anomaly.UNBOUNDED);
  }

  @Test
  void whatIsForgivenIsNotCharged() {
    story.accepted(1);

    assertThat(story.judged(Rules.defaults().forgiving(Anomaly.LOST)).isInnocent()).isTrue();
  }

  @Test
  void theVerdictCountsWhatThereWas() {
    story.accepted(1).failed(1, 1).done(1, 2).invoked(2).answered(2, Answer.REFUSED).invoked(3);
    story.accepted(4).begun(4, 1).killed().buried(4);

    assertThat(story.judged().tally()).isEqualTo(new Verdict.Tally(2, 1, 1, 3, 1, 1, 1));
  }

  private void assertInnocent() {
    var verdict = story.judged();
    assertThat(verdict.isInnocent()).as("%s", verdict).isTrue();
  }

  /** Found under this name and no other. */
  private void assertGuilty(Anomaly anomaly) {
    assertThat(story.judged().counts()).containsOnlyKeys(anomaly);
  }
}
