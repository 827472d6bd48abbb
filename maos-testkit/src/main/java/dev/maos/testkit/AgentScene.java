package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.AgentStore;
import dev.maos.registry.AgentStore.Claim;
import dev.maos.registry.Changes;
import dev.maos.registry.Departure;
import dev.maos.registry.Enrolment;
import dev.maos.registry.Position;
import dev.maos.registry.Rhythm;
import dev.maos.registry.SessionBeat;
import dev.maos.registry.SessionId;
import dev.maos.registry.StateChange;
import dev.maos.registry.StoreChange;
import dev.maos.registry.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/** What every test of a store of agents starts from: an empty store, sessions and a few agents. */
@Timeout(60)
abstract class AgentScene {
  static final SessionId FIRST = SessionId.of("first");
  static final SessionId SECOND = SessionId.of("second");
  static final AgentId ANN = AgentId.of("ann");
  static final AgentId BOB = AgentId.of("bob");
  static final Rhythm RHYTHM = Rhythm.standard();
  static final int PLENTY = 10_000;

  final AgentStoreFixture fixture;
  final AgentStore store;

  AgentScene(AgentStoreFixture fixture) {
    this.fixture = fixture;
    this.store = fixture.agents();
  }

  static AgentDescriptor agent(String id) {
    return AgentDescriptor.of(id).type("worker").able("work", "1.2").capacity(3).build();
  }

  static AgentDescriptor agent(AgentId id) {
    return agent(id.value());
  }

  final Enrolment register(SessionId session, AgentId agent) {
    return register(session, Claim.TAKE, agent(agent)).getFirst();
  }

  final List<Enrolment> register(SessionId session, Claim how, AgentDescriptor... agents) {
    var states = new ArrayList<AgentState>();
    for (var _ : agents) {
      states.add(AgentState.of(AgentStatus.ACTIVE));
    }
    return store.register(session, RHYTHM, List.of(agents), states, how);
  }

  final Written write(SessionId session, AgentId agent, long incarnation, AgentState state) {
    return store.write(session, List.of(new StateChange(agent, incarnation, state))).getFirst();
  }

  final Written leave(SessionId session, AgentId agent, long incarnation) {
    return store.leave(session, List.of(new Departure(agent, incarnation, "done"))).getFirst();
  }

  static AgentState busy() {
    return AgentState.of(AgentStatus.BUSY);
  }

  final List<AgentRecord> records() {
    return records(PLENTY);
  }

  final List<AgentRecord> records(int pageSize) {
    var all = new ArrayList<AgentRecord>();
    var page = store.records("", pageSize);
    all.addAll(page.records());
    while (page.hasNext()) {
      page = store.records(page.next(), pageSize);
      all.addAll(page.records());
    }
    return all;
  }

  final Optional<AgentRecord> record(AgentId agent) {
    return records().stream().filter(record -> record.id().equals(agent)).findFirst();
  }

  final List<StoreChange> changes(Position after) {
    return store.changes(after, PLENTY).changes();
  }

  final Changes.Continuity continuity(Position after) {
    return store.changes(after, PLENTY).continuity();
  }

  final Optional<SessionBeat> lastBeat(SessionId session) {
    return store.beats().beats().stream()
        .filter(beat -> beat.session().equals(session))
        .findFirst();
  }

  final Duration silence(SessionId session) {
    var beats = store.beats();
    long micros = beats.nowMicros() - lastBeat(session).orElseThrow().atMicros();
    return Duration.ofNanos(micros * 1_000);
  }
}
