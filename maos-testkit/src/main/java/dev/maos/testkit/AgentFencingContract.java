package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentStore.Claim;
import dev.maos.registry.Departure;
import dev.maos.registry.Enrolment;
import dev.maos.registry.StateChange;
import dev.maos.registry.Written;
import dev.maos.registry.Written.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fencing: of two processes that claim one id the newer has it, and the older changes nothing. */
abstract class AgentFencingContract extends AgentScene {
  AgentFencingContract(AgentStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void ofTwoProcessesThatRegisterAnIdTheNewerHasIt() {
    long older = register(FIRST, ANN).incarnation();
    long newer = register(SECOND, ANN).incarnation();

    assertThat(newer).isGreaterThan(older);
    assertThat(record(ANN).orElseThrow().session()).isEqualTo(SECOND);
    assertThat(records()).hasSize(1);
  }

  @Test
  void theOlderWritesNothingAnyMore() {
    long older = register(FIRST, ANN).incarnation();
    register(SECOND, ANN);
    var before = record(ANN);

    assertThat(write(FIRST, ANN, older, busy()).outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(record(ANN)).isEqualTo(before);
  }

  @Test
  void theOlderCannotTakeOutTheNewer() {
    long older = register(FIRST, ANN).incarnation();
    register(SECOND, ANN);

    assertThat(leave(FIRST, ANN, older).outcome()).isEqualTo(Outcome.SUPERSEDED);
    store.end(FIRST, "closed");

    assertThat(record(ANN).map(AgentRecord::session)).contains(SECOND);
  }

  @Test
  void anOlderRegistrationOfTheSameSessionIsFencedToo() {
    long older = register(FIRST, ANN).incarnation();
    long newer = register(FIRST, ANN).incarnation();

    assertThat(write(FIRST, ANN, older, busy()).outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(leave(FIRST, ANN, older).outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(write(FIRST, ANN, newer, busy()).outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void anotherSessionThatKnowsTheIncarnationIsFencedToo() {
    long incarnation = register(FIRST, ANN).incarnation();
    register(SECOND, BOB);

    assertThat(write(SECOND, ANN, incarnation, busy()).outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(leave(SECOND, ANN, incarnation).outcome()).isEqualTo(Outcome.SUPERSEDED);
  }

  // Row 71.
  @Test
  void whoIsNotRegisteredIsToldSo() {
    register(FIRST, BOB);

    assertThat(write(FIRST, ANN, 1, busy())).isEqualTo(Written.failed(Outcome.NOT_REGISTERED));
    assertThat(leave(FIRST, ANN, 1)).isEqualTo(Written.failed(Outcome.NOT_REGISTERED));
  }

  @Test
  void eachWriteOfABatchIsFencedByItself() {
    long older = register(FIRST, ANN).incarnation();
    long bobs = register(FIRST, BOB).incarnation();
    register(SECOND, ANN);

    var answers =
        store.write(
            FIRST,
            List.of(new StateChange(ANN, older, busy()), new StateChange(BOB, bobs, busy())));

    assertThat(answers)
        .extracting(Written::outcome)
        .containsExactly(Outcome.SUPERSEDED, Outcome.DONE);
    assertThat(record(BOB).orElseThrow().state()).isEqualTo(busy());
  }

  @Test
  void eachDepartureOfABatchIsFencedByItself() {
    long older = register(FIRST, ANN).incarnation();
    long bobs = register(FIRST, BOB).incarnation();
    register(SECOND, ANN);

    var answers =
        store.leave(FIRST, List.of(new Departure(ANN, older, "x"), new Departure(BOB, bobs, "x")));

    assertThat(answers)
        .extracting(Written::outcome)
        .containsExactly(Outcome.SUPERSEDED, Outcome.DONE);
    assertThat(records()).extracting(AgentRecord::id).containsExactly(ANN);
  }

  @Test
  void renewingTakesAnIdThatIsFreeOrItsOwn() {
    long older = register(FIRST, ANN).incarnation();

    var answers = register(FIRST, Claim.RENEW, agent("ann"), agent("bob"));

    assertThat(answers).allMatch(Enrolment::isAdmitted);
    assertThat(answers.getFirst().incarnation()).isGreaterThan(older);
    assertThat(records()).hasSize(2);
  }

  @Test
  void renewingLeavesToAnotherWhatIsTheOthers() {
    register(SECOND, ANN);
    var before = record(ANN);

    var answers = register(FIRST, Claim.RENEW, agent("ann"), agent("bob"));

    assertThat(answers).extracting(Enrolment::isAdmitted).containsExactly(false, true);
    assertThat(record(ANN)).isEqualTo(before);
    assertThat(record(BOB).map(AgentRecord::session)).contains(FIRST);
  }
}
