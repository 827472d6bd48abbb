package dev.maos.memory;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentPlaces;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Beats;
import dev.maos.registry.Changes;
import dev.maos.registry.Departure;
import dev.maos.registry.Enrolment;
import dev.maos.registry.Position;
import dev.maos.registry.RecordPage;
import dev.maos.registry.Rhythm;
import dev.maos.registry.SessionBeat;
import dev.maos.registry.SessionId;
import dev.maos.registry.StateChange;
import dev.maos.registry.StoreChange;
import dev.maos.registry.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The registry's storage in this process: records, beats and a log behind one lock.
 *
 * <p>Several registries may share one store and are then like processes that share a server. Its
 * bells are rung outside the lock, on the thread of whoever changed something. Owns no thread.
 * Thread-safe.
 */
public final class MemoryAgentStore implements AgentStore {
  private static final int MAX_AGENTS = 100_000;
  private static final int MAX_LOG = 65_536;

  private final SteadyClock clock;
  private final AgentShelf shelf;
  private final ChangeLog log;
  private final Map<SessionId, SessionBeat> sessions = new TreeMap<>();
  private final List<Runnable> bells = new CopyOnWriteArrayList<>();

  /** An empty store of at most 100,000 agents, which remembers the last 65,536 changes. */
  public MemoryAgentStore(TimeSource time) {
    this(time, MAX_AGENTS, MAX_LOG);
  }

  /** An empty store with other bounds. */
  public MemoryAgentStore(TimeSource time, int maxAgents, int maxLog) {
    this.clock = new SteadyClock(time);
    this.shelf = new AgentShelf(maxAgents);
    this.log = new ChangeLog(maxLog, clock.micros());
  }

  @Override
  public List<Enrolment> register(
      SessionId session,
      Rhythm rhythm,
      List<AgentDescriptor> agents,
      List<AgentState> states,
      Claim how) {
    Objects.checkIndex(agents.size(), states.size() + 1);
    return change(() -> {
      var places = shelf.vouchFor(agents);
      long now = clock.micros();
      sessions.computeIfAbsent(session, s -> new SessionBeat(s, rhythm, 0, now));
      var answers = new ArrayList<Enrolment>(agents.size());
      for (int i = 0; i < agents.size(); i++) {
        var holder = shelf.get(places.get(i));
        if (how == Claim.RENEW && holder != null && !holder.session().equals(session)) {
          answers.add(new Enrolment(0, now));
        } else {
          answers.add(admit(session, places.get(i), agents.get(i), states.get(i), now));
        }
      }
      return answers;
    });
  }

  private Enrolment admit(
      SessionId session, String place, AgentDescriptor agent, AgentState state, long now) {
    long revision = log.next();
    var at = Instant.EPOCH.plus(now, ChronoUnit.MICROS);
    var record = new AgentRecord(agent, session, revision, revision, at, state);
    shelf.put(place, record);
    log.add(new StoreChange.Registered(record));
    return new Enrolment(revision, now);
  }

  @Override
  public Optional<SessionBeat> beat(SessionId session, long number) {
    return change(() -> Optional.ofNullable(beatOf(session, number)));
  }

  private @Nullable SessionBeat beatOf(SessionId session, long number) {
    var last = sessions.get(session);
    if (last == null || number <= last.number()) {
      return last;
    }
    var beat = new SessionBeat(session, last.rhythm(), number, clock.micros());
    sessions.put(session, beat);
    if (beat.atMicros() - last.atMicros() >= micros(last.rhythm().suspectAfter())) {
      log.add(new StoreChange.SessionReturned(log.next(), beat));
    }
    return beat;
  }

  @Override
  public List<Written> write(SessionId session, List<StateChange> changes) {
    return change(() -> changes.stream().map(change -> write(session, change)).toList());
  }

  private Written write(SessionId session, StateChange change) {
    var held = held(session, change.agent(), change.incarnation());
    if (held.isEmpty()) {
      return refusal(change.agent());
    }
    var record = held.get();
    if (record.state().equals(change.state())) {
      return Written.done(record.revision());
    }
    long revision = log.next();
    shelf.put(AgentPlaces.of(change.agent()), record.with(change.state(), revision));
    log.add(
        new StoreChange.StateWritten(
            revision, change.agent(), change.incarnation(), change.state()));
    return Written.done(revision);
  }

  @Override
  public List<Written> leave(SessionId session, List<Departure> departures) {
    return change(() -> departures.stream().map(gone -> leave(session, gone)).toList());
  }

  private Written leave(SessionId session, Departure departure) {
    return held(session, departure.agent(), departure.incarnation())
        .map(record -> Written.done(remove(record, departure.reason())))
        .orElseGet(() -> refusal(departure.agent()));
  }

  private long remove(AgentRecord record, String reason) {
    long revision = log.next();
    shelf.remove(record.id());
    log.add(new StoreChange.Departed(revision, record.id(), record.incarnation(), reason));
    return revision;
  }

  /** The record, if it is still of this very registration. */
  private Optional<AgentRecord> held(SessionId session, AgentId agent, long incarnation) {
    return Optional.ofNullable(shelf.find(agent))
        .filter(record -> record.incarnation() == incarnation && record.session().equals(session));
  }

  private Written refusal(AgentId agent) {
    return Written.failed(
        shelf.find(agent) == null ? Written.Outcome.NOT_REGISTERED : Written.Outcome.SUPERSEDED);
  }

  @Override
  public void end(SessionId session, String reason) {
    change(() -> {
      sessions.remove(session);
      shelf.of(session).forEach(record -> remove(record, reason));
      return session;
    });
  }

  @Override
  public synchronized RecordPage records(String token, int limit) {
    return shelf.page(token, limit);
  }

  @Override
  public synchronized Position position() {
    return log.end();
  }

  @Override
  public synchronized Changes changes(Position after, int limit) {
    return log.behind(after, limit);
  }

  @Override
  public synchronized Beats beats() {
    return new Beats(List.copyOf(sessions.values()), clock.micros());
  }

  @Override
  public int forget(Duration silence) {
    return change(() -> {
      long before = clock.micros() - micros(silence);
      int forgotten = 0;
      for (var beat : List.copyOf(sessions.values())) {
        if (beat.atMicros() <= before) {
          sessions.remove(beat.session());
          var silent = shelf.of(beat.session());
          silent.forEach(record -> remove(record, "silent for " + silence));
          forgotten += silent.size();
        }
      }
      return forgotten;
    });
  }

  @Override
  public Push push() {
    return Push.RELIABLE;
  }

  @Override
  public Listening listen(Runnable bell) {
    // A bell of its own, so that the same one may be rung for several listeners.
    Runnable listener = () -> bell.run();
    bells.add(listener);
    return () -> bells.remove(listener);
  }

  /** Takes a step, and rings if it has changed the log. */
  private <T> T change(Supplier<T> step) {
    Position before;
    Position after;
    T answer;
    synchronized (this) {
      before = log.end();
      answer = step.get();
      after = log.end();
    }
    if (!after.equals(before)) {
      bells.forEach(Runnable::run);
    }
    return answer;
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }
}
