package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.consensus.Ballot;
import dev.maos.consensus.Chore;
import dev.maos.consensus.Chore.Kind;
import dev.maos.consensus.DecisionStore;
import dev.maos.consensus.DecisionStore.Basis;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.Terms;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must still be done is told to whoever asks, until it is done. */
abstract class DecisionChoreContract extends DecisionScene {
  DecisionChoreContract(DecisionStoreFixture fixture) {
    super(fixture);
  }

  private void done(ProposalId id, Kind kind, long upTo) {
    store.done(List.of(new DecisionStore.Done(new Chore(id, kind), upTo)));
  }

  private void passGrace() {
    fixture.pass(DecisionStore.GRACE);
  }

  @Test
  void whoProposesHasTimeToInvite() {
    var id = opened().id();
    assertThat(take()).isEmpty();

    passGrace();
    assertThat(store.take(PLENTY, LEASE)).containsExactly(new Chore(id, Kind.INVITE));
  }

  @Test
  void aChoreThatWasTakenComesAgainAfterItsLeaseUntilItIsDone() {
    var id = opened().id();
    passGrace();
    assertThat(take()).containsExactly(Kind.INVITE);
    assertThat(take()).isEmpty();
    fixture.pass(LEASE);
    assertThat(take()).containsExactly(Kind.INVITE);

    done(id, Kind.INVITE, 1);
    done(id, Kind.INVITE, 1);
    fixture.pass(LEASE);
    assertThat(take()).isEmpty();
  }

  @Test
  void atTheDeadlineAVoteIsToBeClosedUntilItHasEnded() {
    var id = opened(Terms.Ending.AT_DEADLINE).id();
    done(id, Kind.INVITE, 1);
    fixture.pass(OPEN.minusSeconds(1));
    assertThat(take()).isEmpty();
    fixture.pass(Duration.ofSeconds(1));
    assertThat(take()).containsExactly(Kind.CLOSE);

    decide(id, passed(1), Basis.DEADLINE);
    done(id, Kind.TELL, 2);
    fixture.pass(LEASE);
    assertThat(take()).isEmpty();
  }

  @Test
  void ballotsAreToBeCountedBySomebody() {
    var id = opened().id();
    done(id, Kind.INVITE, 1);
    cast(id, ANN, Ballot.yes());
    assertThat(take()).isEmpty();
    passGrace();
    assertThat(take()).containsExactly(Kind.COUNT);

    done(id, Kind.COUNT, 2);
    fixture.pass(LEASE);
    assertThat(take()).isEmpty();
  }

  @Test
  void aCountBeforeTheLastBallotIsNotEnough() {
    var id = opened().id();
    done(id, Kind.INVITE, 1);
    cast(id, ANN, Ballot.yes());
    passGrace();
    assertThat(take()).containsExactly(Kind.COUNT);
    cast(id, BOB, Ballot.no());

    done(id, Kind.COUNT, 2);
    fixture.pass(LEASE);
    assertThat(take()).containsExactly(Kind.COUNT);
  }

  @Test
  void whatEndsAtItsDeadlineIsNotCountedBefore() {
    var id = opened(Terms.Ending.AT_DEADLINE).id();
    done(id, Kind.INVITE, 1);
    cast(id, ANN, Ballot.yes());
    passGrace();

    assertThat(take()).isEmpty();
  }

  @Test
  void whatHasEndedIsOnlyToBeTold() {
    var id = opened().id();
    cast(id, ANN, Ballot.yes());
    decide(id, passed(2), Basis.CERTAIN);
    assertThat(take()).isEmpty();
    passGrace();
    assertThat(take()).containsExactly(Kind.TELL);

    done(id, Kind.TELL, 3);
    fixture.pass(OPEN);
    assertThat(take()).isEmpty();
  }

  @Test
  void whatWasTakenBackIsToBeToldToo() {
    var id = opened().id();
    cancel(id, PAT);
    passGrace();

    assertThat(take()).containsExactly(Kind.TELL);
  }

  @Test
  void theLongestDueComeFirstAndNoMoreThanAsked() {
    var first = opened().id();
    fixture.pass(Duration.ofSeconds(1));
    var second = opened().id();
    passGrace();

    assertThat(store.take(1, LEASE)).extracting(Chore::id).containsExactly(first);
    assertThat(store.take(1, LEASE)).extracting(Chore::id).containsExactly(second);
    assertThat(store.take(1, LEASE)).isEmpty();
  }
}
