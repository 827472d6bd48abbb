package dev.maos.redis.agents;

import static dev.maos.redis.agents.AgentSite.OTHER;
import static dev.maos.redis.agents.AgentSite.SESSION;
import static dev.maos.redis.agents.AgentSite.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.AgentStore.Claim;
import dev.maos.registry.Changes.Continuity;
import dev.maos.registry.Departure;
import dev.maos.registry.Enrolment;
import dev.maos.registry.Intake;
import dev.maos.registry.Position;
import dev.maos.registry.Rhythm;
import dev.maos.registry.Seen;
import dev.maos.registry.SessionBeat;
import dev.maos.registry.StateChange;
import dev.maos.registry.Written;
import dev.maos.registry.Written.Outcome;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.List;

/** What must hold of the registry in the server, a sentence each; its clock is moved by hand. */
final class AgentRules {
  private static final AgentId ANN = AgentId.of("ann");

  private AgentRules() {}

  /** Something that must hold. */
  @FunctionalInterface
  interface Rule {
    void check(AgentSite site) throws Exception;
  }

  static void anOlderRegistrationOfItsSessionWritesNothing(AgentSite site) {
    long older = register(site.store(), SESSION, "ann").incarnation();
    site.pass(Duration.ofSeconds(1));
    register(site.store(), SESSION, "ann");

    assertThat(writeBusy(site, older).outcome()).isEqualTo(Outcome.SUPERSEDED);
  }

  static void anotherSessionTakesNobodyOut(AgentSite site) {
    long incarnation = register(site.store(), SESSION, "ann").incarnation();

    var left = site.store().leave(OTHER, List.of(new Departure(ANN, incarnation, "done")));

    assertThat(left).extracting(Written::outcome).containsExactly(Outcome.SUPERSEDED);
    assertThat(records(site)).hasSize(1);
  }

  static void aBeatFromThePastChangesNothing(AgentSite site) {
    register(site.store(), SESSION, "ann");
    var known = site.store().beat(SESSION, 5);
    site.pass(Duration.ofSeconds(60));

    assertThat(site.store().beat(SESSION, 4)).isEqualTo(known);
  }

  static void aRegistrationDoesNotForgetTheBeats(AgentSite site) {
    register(site.store(), SESSION, "ann");
    site.store().beat(SESSION, 5);

    register(site.store(), SESSION, "bob");

    assertThat(site.store().beats().beats()).extracting(SessionBeat::number).containsExactly(5L);
  }

  static void whoHasLeftLeavesNothingBehind(AgentSite site) {
    long incarnation = register(site.store(), SESSION, "ann").incarnation();

    site.store().leave(SESSION, List.of(new Departure(ANN, incarnation, "done")));

    for (var name : List.of("records", "cards", "places", "of:session")) {
      assertThat(AgentSite.SERVER.command("EXISTS", site.key(name)).number()).as(name).isZero();
    }
  }

  static void theEndOfTheOlderDoesNotTakeOutTheNewer(AgentSite site) {
    register(site.store(), SESSION, "ann");
    register(site.store(), OTHER, "ann");

    site.store().end(SESSION, "closed");

    assertThat(records(site)).extracting(AgentRecord::session).containsExactly(OTHER);
  }

  static void aRenewalLeavesToAnotherWhatIsTheOthers(AgentSite site) {
    register(site.store(), OTHER, "ann");

    var renewed =
        site.store()
            .register(
                SESSION,
                Rhythm.standard(),
                List.of(AgentDescriptor.of("ann").build()),
                List.of(AgentState.of(AgentStatus.ACTIVE)),
                Claim.RENEW);

    assertThat(renewed).extracting(Enrolment::isAdmitted).containsExactly(false);
  }

  static void anIdThatDiffersOnlyByCaseIsRefused(AgentSite site) {
    register(site.store(), SESSION, "ann");

    assertThatThrownBy(() -> register(site.store(), OTHER, "ANN"))
        .isInstanceOf(MaosException.class)
        .hasMessageContaining("AGENT_ID_CONFLICT");
  }

  static void theTimeNeverGoesBack(AgentSite site) {
    long before = site.store().beats().nowMicros();

    site.pass(Duration.ofHours(-1));

    assertThat(site.store().beats().nowMicros()).isGreaterThanOrEqualTo(before);
  }

  static void eachRegistrationIsNewerThanAllBefore(AgentSite site) {
    long first = register(site.store(), SESSION, "ann").incarnation();

    assertThat(register(site.store(), OTHER, "ann").incarnation()).isGreaterThan(first);
  }

  static void aReturnIsInTheLog(AgentSite site) {
    register(site.store(), SESSION, "ann");
    var before = site.store().position();
    site.pass(Duration.ofMinutes(2));

    site.store().beat(SESSION, 1);

    assertThat(site.store().changes(before, 10).changes()).hasSize(1);
  }

  static void theSilentAreForgottenAndTheOthersAreNot(AgentSite site) {
    register(site.store(), SESSION, "ann");
    site.pass(Duration.ofHours(24));
    register(site.store(), OTHER, "bob");

    site.store().forget(Duration.ofHours(24));

    assertThat(records(site)).extracting(AgentRecord::id).containsExactly(AgentId.of("bob"));
  }

  static void whatChangesNothingIsNotInTheLog(AgentSite site) {
    long incarnation = register(site.store(), SESSION, "ann").incarnation();
    writeBusy(site, incarnation);
    var before = site.store().position();

    writeBusy(site, incarnation);

    assertThat(site.store().changes(before, 10).changes()).isEmpty();
  }

  static void aNewLoadIsInTheLog(AgentSite site) {
    long incarnation = register(site.store(), SESSION, "ann").incarnation();
    var before = site.store().position();

    writeBusy(site, incarnation);

    assertThat(site.store().changes(before, 10).changes()).hasSize(1);
  }

  static void aPositionThatItDoesNotKnowHasAGap(AgentSite site) {
    register(site.store(), SESSION, "ann");
    var here = site.store().position();

    var changes = site.store().changes(new Position(here.epoch(), here.revision() + 1), 10);

    assertThat(changes.continuity()).isEqualTo(Continuity.BROKEN);
  }

  static void aStepWhoseAnswerIsLostTakesEffectOnce(AgentSite site) {
    var before = site.store().position();
    var proxy = site.closing(FaultProxy.inFrontOf(AgentSite.SERVER.port()));
    var process = site.storeOf(proxy.uri());
    // So that the server knows the library.
    var _ = process.position();
    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);

    register(process, SESSION, "ann");

    assertThat(site.store().changes(before, 10).changes()).hasSize(1);
  }

  private static Written writeBusy(AgentSite site, long incarnation) {
    var state = new AgentState(AgentStatus.BUSY, Intake.OPEN, 0.5, Seen.NOTHING);
    var busy = new StateChange(ANN, incarnation, state);
    return site.store().write(SESSION, List.of(busy)).getFirst();
  }

  private static List<AgentRecord> records(AgentSite site) {
    return site.store().records("", 10).records();
  }
}
