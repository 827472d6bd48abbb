package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.AgentStore;
import dev.maos.registry.AgentStore.Claim;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random commands, given to a store and to a model of it: a map from ids to who holds them, and one
 * from sessions to their beats. Everything that the store answers is compared, and in the end what
 * it holds, and what its log adds up to.
 */
final class AgentModelRun {
  private static final Rhythm RHYTHM = Rhythm.standard();
  private static final List<String> NAMES = List.of("ann", "Ann", "bob", "cyd", "CYD", "dan");
  private static final int SESSIONS = 3;

  private final RandomGenerator random;
  private final AgentStoreFixture fixture;
  private final AgentStore store;
  private final String prefix;
  private final Position start;
  private final Map<AgentId, AgentRecord> records = new HashMap<>();
  private final Map<SessionId, Long> beats = new HashMap<>();
  private final List<Long> incarnations = new ArrayList<>(List.of(1L));
  private final List<String> log = new ArrayList<>();
  private long lastRevision;

  AgentModelRun(Seed seed, AgentStoreFixture fixture, AgentStore store) {
    this.random = seed.random();
    this.fixture = fixture;
    this.store = store;
    this.prefix = "s" + seed.value() + "-";
    this.start = store.position();
    this.lastRevision = start.revision();
  }

  String log() {
    return String.join("\n  ", log.subList(Math.max(0, log.size() - 12), log.size()));
  }

  void step() {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> register(random.nextInt(4) == 0 ? Claim.RENEW : Claim.TAKE);
      case 3, 4 -> write();
      case 5, 6 -> leave();
      case 7 -> beat();
      case 8 -> endSession();
      default -> pass();
    }
  }

  private SessionId session() {
    return SessionId.of(prefix + "session" + random.nextInt(SESSIONS));
  }

  private AgentId id() {
    return AgentId.of(prefix + NAMES.get(random.nextInt(NAMES.size())));
  }

  private AgentState state() {
    var statuses = AgentStatus.values();
    return AgentState.of(statuses[random.nextInt(statuses.length)]);
  }

  private void register(Claim how) {
    var session = session();
    var agents = new ArrayList<AgentDescriptor>();
    var states = new ArrayList<AgentState>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      agents.add(AgentDescriptor.of(id()).capacity(random.nextInt(1, 9)).build());
      states.add(state());
    }
    log.add(
        "%s %s by %s".formatted(how, agents.stream().map(AgentDescriptor::id).toList(), session));
    if (isConflict(agents)) {
      assertThat(refused(() -> store.register(session, RHYTHM, agents, states, how))).isTrue();
      return;
    }
    var answers = store.register(session, RHYTHM, agents, states, how);
    beats.putIfAbsent(session, 0L);
    for (int i = 0; i < count; i++) {
      registered(session, agents.get(i), states.get(i), how, answers.get(i));
    }
  }

  private static boolean refused(Runnable call) {
    try {
      call.run();
      return false;
    } catch (MaosException e) {
      return e.code() == ErrorCode.AGENT_ID_CONFLICT;
    }
  }

  private boolean isConflict(List<AgentDescriptor> agents) {
    var batch = new HashSet<String>();
    for (var agent : agents) {
      var low = agent.id().value().toLowerCase(Locale.ROOT);
      boolean isOther =
          records.keySet().stream()
              .anyMatch(known ->
                  known.value().equalsIgnoreCase(agent.id().value()) && !known.equals(agent.id()));
      if (isOther || !batch.add(low)) {
        return true;
      }
    }
    return false;
  }

  private void registered(
      SessionId session, AgentDescriptor agent, AgentState state, Claim how, Enrolment answer) {
    var holder = records.get(agent.id());
    if (how == Claim.RENEW && holder != null && !holder.session().equals(session)) {
      assertThat(answer.isAdmitted()).as("renewed what is another's").isFalse();
      return;
    }
    assertThat(answer.incarnation()).as("incarnation").isGreaterThan(lastRevision);
    lastRevision = answer.incarnation();
    incarnations.add(answer.incarnation());
    var stored = find(agent.id());
    records.put(
        agent.id(),
        new AgentRecord(
            agent,
            session,
            answer.incarnation(),
            answer.incarnation(),
            stored.registeredAt(),
            state));
  }

  private AgentRecord find(AgentId id) {
    return Objects.requireNonNull(all().get(id), "a registered agent that is not there");
  }

  private void write() {
    var session = session();
    var agent = id();
    long incarnation = anIncarnation(agent);
    var state = state();
    log.add("write %s #%d by %s".formatted(agent, incarnation, session));
    var answer =
        store.write(session, List.of(new StateChange(agent, incarnation, state))).getFirst();
    var record = records.get(agent);
    assertThat(answer.outcome()).isEqualTo(expected(session, record, incarnation));
    if (answer.outcome() == Written.Outcome.DONE && record != null) {
      boolean isSame = record.state().equals(state);
      assertThat(answer.revision() > lastRevision).as("a new revision").isEqualTo(!isSame);
      lastRevision = Math.max(lastRevision, answer.revision());
      records.put(agent, record.with(state, answer.revision()));
    }
  }

  /** Most often the right one, else one that was given to somebody. */
  private long anIncarnation(AgentId agent) {
    var record = records.get(agent);
    return record != null && random.nextInt(4) > 0
        ? record.incarnation()
        : incarnations.get(random.nextInt(incarnations.size()));
  }

  private static Written.Outcome expected(
      SessionId session, @Nullable AgentRecord record, long incarnation) {
    if (record == null) {
      return Written.Outcome.NOT_REGISTERED;
    }
    return record.session().equals(session) && record.incarnation() == incarnation
        ? Written.Outcome.DONE
        : Written.Outcome.SUPERSEDED;
  }

  private void leave() {
    var session = session();
    var agent = id();
    long incarnation = anIncarnation(agent);
    log.add("leave %s #%d by %s".formatted(agent, incarnation, session));
    var answer =
        store.leave(session, List.of(new Departure(agent, incarnation, "model"))).getFirst();
    assertThat(answer.outcome()).isEqualTo(expected(session, records.get(agent), incarnation));
    if (answer.outcome() == Written.Outcome.DONE) {
      records.remove(agent);
    }
  }

  private void beat() {
    var session = session();
    long number = random.nextInt(1, 8);
    log.add("beat %d of %s".formatted(number, session));
    var answer = store.beat(session, number);
    assertThat(answer.isPresent()).isEqualTo(beats.containsKey(session));
    beats.computeIfPresent(session, (s, last) -> Math.max(last, number));
    assertThat(answer.map(SessionBeat::number)).isEqualTo(Optional.ofNullable(beats.get(session)));
  }

  private void endSession() {
    if (random.nextInt(3) > 0) {
      return;
    }
    var session = session();
    log.add("end of " + session);
    store.end(session, "model");
    beats.remove(session);
    records.values().removeIf(record -> record.session().equals(session));
  }

  private void pass() {
    fixture.pass(Duration.ofSeconds(random.nextInt(20)));
  }

  private Map<AgentId, AgentRecord> all() {
    var mine = new HashMap<AgentId, AgentRecord>();
    var page = store.records("", 7);
    while (true) {
      for (var record : page.records()) {
        if (record.id().value().startsWith(prefix)) {
          mine.put(record.id(), record);
        }
      }
      if (!page.hasNext()) {
        return mine;
      }
      page = store.records(page.next(), 7);
    }
  }

  /** What the store holds is what the model holds, and what its log adds up to; then all leave. */
  void finish() {
    assertThat(all()).as("records").isEqualTo(records);
    assertThat(retold()).as("what the log adds up to").isEqualTo(records);
    for (int i = 0; i < SESSIONS; i++) {
      store.end(SessionId.of(prefix + "session" + i), "the sequence is over");
    }
    assertThat(all()).isEmpty();
  }

  private Map<AgentId, AgentRecord> retold() {
    var told = new HashMap<AgentId, AgentRecord>();
    for (var change : store.changes(start, Integer.MAX_VALUE / 2).changes()) {
      switch (change) {
        case StoreChange.Registered(var record) -> told.put(record.id(), record);
        case StoreChange.StateWritten(var revision, var agent, _, var state) ->
            told.computeIfPresent(agent, (id, record) -> record.with(state, revision));
        case StoreChange.Departed(_, var agent, _, _) -> told.remove(agent);
        case StoreChange.SessionReturned _ -> {}
      }
    }
    return told;
  }
}
