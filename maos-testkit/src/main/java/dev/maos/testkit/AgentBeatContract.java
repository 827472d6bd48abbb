package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.registry.AgentStore.Claim;
import dev.maos.registry.Liveness;
import dev.maos.registry.Rhythm;
import dev.maos.registry.SessionBeat;
import dev.maos.registry.StoreChange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Beats: one for a whole session, by the store's clock, which never goes back. */
abstract class AgentBeatContract extends AgentScene {
  private static final Duration HOUR = Duration.ofHours(1);

  AgentBeatContract(AgentStoreFixture fixture) {
    super(fixture);
  }

  private Liveness liveness() {
    return Liveness.of(lastBeat(FIRST).orElseThrow(), store.beats().nowMicros());
  }

  @Test
  void registeringIsTheFirstBeat() {
    register(FIRST, ANN);

    assertThat(lastBeat(FIRST).map(SessionBeat::number)).contains(0L);
    assertThat(silence(FIRST)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aSessionKeepsItsRhythm() {
    var rhythm = new Rhythm(Duration.ofMillis(250), Duration.ofSeconds(7));
    store.register(FIRST, rhythm, List.of(), List.of(), Claim.TAKE);
    store.beat(FIRST, 1);

    assertThat(lastBeat(FIRST).map(SessionBeat::rhythm)).contains(rhythm);
  }

  @Test
  void silenceGrowsUntilTheNextBeat() {
    register(FIRST, ANN);
    fixture.pass(Duration.ofSeconds(40));
    assertThat(silence(FIRST)).isGreaterThanOrEqualTo(Duration.ofSeconds(40));

    var noted = store.beat(FIRST, 1);

    assertThat(noted).isEqualTo(lastBeat(FIRST));
    assertThat(silence(FIRST)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aSessionIsJudgedByItsSilence() {
    register(FIRST, ANN);
    fixture.pass(Duration.ofSeconds(44));
    assertThat(liveness()).isEqualTo(Liveness.ALIVE);
    fixture.pass(Duration.ofSeconds(2));
    assertThat(liveness()).isEqualTo(Liveness.SUSPECT);
    fixture.pass(Duration.ofSeconds(43));
    assertThat(liveness()).isEqualTo(Liveness.SUSPECT);
    fixture.pass(Duration.ofSeconds(2));
    assertThat(liveness()).isEqualTo(Liveness.GONE);

    store.beat(FIRST, 1);
    assertThat(liveness()).isEqualTo(Liveness.ALIVE);
  }

  @Test
  void aBeatFromThePastChangesNothing() {
    register(FIRST, ANN);
    store.beat(FIRST, 5);
    fixture.pass(Duration.ofSeconds(60));

    var late = store.beat(FIRST, 4);
    var again = store.beat(FIRST, 5);

    assertThat(late.map(SessionBeat::number)).contains(5L);
    assertThat(again).isEqualTo(late);
    assertThat(silence(FIRST)).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
  }

  // Row 71.
  @Test
  void aBeatOfASessionThatNeverRegisteredIsNotNoted() {
    assertThat(store.beat(FIRST, 1)).isEmpty();
    assertThat(store.beats().beats()).isEmpty();
  }

  @Test
  void aBeatDoesNotReviveASessionThatHasEnded() {
    register(FIRST, ANN);
    store.end(FIRST, "closed");

    assertThat(store.beat(FIRST, 99)).isEmpty();
    assertThat(store.beats().beats()).isEmpty();
  }

  @Test
  void aClockThatIsSetBackAnHourKillsNobody() {
    register(FIRST, ANN);
    store.beat(FIRST, 1);

    fixture.stepBack(HOUR);

    assertThat(liveness()).isEqualTo(Liveness.ALIVE);
    fixture.pass(Duration.ofSeconds(30));
    store.beat(FIRST, 2);
    assertThat(silence(FIRST)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aClockThatIsSetBackAnHourKeepsNoDeadAlive() {
    register(FIRST, ANN);

    fixture.stepBack(HOUR);
    fixture.pass(Duration.ofSeconds(91));

    assertThat(liveness()).isEqualTo(Liveness.GONE);
  }

  @Test
  void theStoresTimeNeverGoesBack() {
    register(FIRST, ANN);
    long before = store.beats().nowMicros();

    fixture.stepBack(HOUR);

    assertThat(store.beats().nowMicros()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void beatsInTimeAreNoEntriesOfTheLog() {
    register(FIRST, ANN);
    var before = store.position();
    fixture.pass(Duration.ofSeconds(30));
    store.beat(FIRST, 1);

    assertThat(changes(before)).isEmpty();
  }

  @Test
  void aBeatAfterALongSilenceIsAnEntryOfTheLog() {
    register(FIRST, ANN);
    var before = store.position();
    fixture.pass(Duration.ofMinutes(2));

    var beat = store.beat(FIRST, 1).orElseThrow();

    assertThat(changes(before))
        .singleElement()
        .isInstanceOfSatisfying(
            StoreChange.SessionReturned.class, back -> assertThat(back.beat()).isEqualTo(beat));
  }

  @Test
  void theSilentAreForgottenAndTheOthersAreNot() {
    register(FIRST, ANN);
    register(SECOND, BOB);
    fixture.pass(Duration.ofHours(23));
    store.beat(SECOND, 1);
    assertThat(store.forget(Duration.ofHours(24))).isZero();
    fixture.pass(Duration.ofHours(1).plusSeconds(1));

    var before = store.position();
    assertThat(store.forget(Duration.ofHours(24))).isEqualTo(1);
    assertThat(store.forget(Duration.ofHours(24))).isZero();

    assertThat(record(ANN)).isEmpty();
    assertThat(record(BOB)).isPresent();
    assertThat(lastBeat(FIRST)).isEmpty();
    assertThat(store.beat(FIRST, 7)).as("it must register anew").isEmpty();
    assertThat(changes(before)).singleElement().isInstanceOf(StoreChange.Departed.class);
  }

  @Test
  void whoIsGoneKeepsItsRecordUntilItIsForgotten() {
    register(FIRST, ANN);
    fixture.pass(Duration.ofHours(23));

    assertThat(liveness()).isEqualTo(Liveness.GONE);
    assertThat(record(ANN).orElseThrow().descriptor()).isEqualTo(agent(ANN));
  }
}
