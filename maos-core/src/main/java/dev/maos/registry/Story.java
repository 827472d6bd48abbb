package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.registry.AgentChange.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What watchers are told, in the order of the store's log, with the deaths and returns that are
 * nobody's entry put in where they are noticed. It knows everybody as of that place in the log,
 * whatever this process itself has written meanwhile. Thread-safe.
 */
final class Story {
  private static final int REMEMBERED = 16_384;

  private final ChangeRing ring = new ChangeRing(REMEMBERED);
  private final Map<AgentId, AgentRecord> records = new HashMap<>();
  private final Map<SessionId, Told> told = new HashMap<>();
  private Position position = new Position(0, 0);
  private long nowMicros;

  /** What was said of a session last, and when that came about. */
  private record Told(Liveness liveness, long sinceMicros) {}

  /** What a watcher that begins here must know first. */
  record Beginning(List<AgentChange> changes, long next) {}

  synchronized Position position() {
    return position;
  }

  /** Begins silently: nobody has been told anything yet. */
  synchronized void begin(
      Position at, Collection<AgentRecord> all, Map<SessionId, SessionBeat> beats, long now) {
    position = at;
    nowMicros = now;
    all.forEach(record -> records.put(record.id(), record));
    beats.values().forEach(beat -> told.put(beat.session(), told(beat, now)));
  }

  private static Told told(SessionBeat beat, long now) {
    var liveness = Liveness.of(beat, now);
    long since =
        switch (liveness) {
          case ALIVE -> beat.atMicros();
          case SUSPECT -> beat.atMicros() + beat.rhythm().suspectMicros();
          case GONE -> beat.atMicros() + beat.rhythm().timeoutMicros();
        };
    return new Told(liveness, since);
  }

  /** Tells the next entry of the log. */
  synchronized void tell(StoreChange change, Position at) {
    if (change.revision() <= position.revision()) {
      return;
    }
    position = at;
    switch (change) {
      case StoreChange.Registered(var record) -> registered(record);
      case StoreChange.StateWritten(var revision, var agent, var incarnation, var state) -> {
        var record = records.get(agent);
        if (record != null && record.incarnation() == incarnation) {
          var changed = record.with(state, revision);
          records.put(agent, changed);
          add(Kind.CHANGED, agent, changed, "");
        }
      }
      case StoreChange.Departed(_, var agent, var incarnation, var reason) -> {
        var record = records.get(agent);
        if (record != null && record.incarnation() == incarnation) {
          records.remove(agent);
          add(Kind.LEFT, agent, record, reason);
        }
      }
      case StoreChange.SessionReturned(_, var beat) -> judge(beat, beat.atMicros());
    }
  }

  private void registered(AgentRecord record) {
    var before = records.put(record.id(), record);
    boolean isSame = before != null && before.session().equals(record.session());
    add(isSame ? Kind.CHANGED : Kind.ADDED, record.id(), record, reason(before, isSame));
    var judged = told.get(record.session());
    if (judged != null && judged.liveness() != Liveness.ALIVE) {
      add(kind(judged.liveness()), record.id(), record, "");
    }
  }

  private static String reason(@Nullable AgentRecord before, boolean isSame) {
    return before == null || isSame ? "" : "taken over from " + before.session();
  }

  /** Judges all sessions anew, and tells of those about whom the judgement has changed. */
  synchronized void judge(Collection<SessionBeat> beats, long now) {
    nowMicros = Math.max(nowMicros, now);
    var sessions = beats.stream().map(SessionBeat::session).collect(Collectors.toSet());
    told.keySet().retainAll(sessions);
    beats.forEach(beat -> judge(beat, now));
  }

  private void judge(SessionBeat beat, long now) {
    nowMicros = Math.max(nowMicros, now);
    var before = Optional.ofNullable(told.get(beat.session())).map(Told::liveness);
    var judged = told(beat, now);
    told.put(beat.session(), judged);
    if (before.orElse(Liveness.ALIVE) == judged.liveness()) {
      return;
    }
    var silence = "silent for " + (now - beat.atMicros()) / 1_000 + " ms";
    var reason = judged.liveness() == Liveness.ALIVE ? "" : silence;
    for (var record : of(beat.session())) {
      add(kind(judged.liveness()), record.id(), record, reason);
    }
  }

  private List<AgentRecord> of(SessionId session) {
    return records.values().stream().filter(its -> its.session().equals(session)).toList();
  }

  private static Kind kind(Liveness liveness) {
    return switch (liveness) {
      case ALIVE -> Kind.RETURNED;
      case SUSPECT -> Kind.SUSPECT;
      case GONE -> Kind.GONE;
    };
  }

  /** The log has a gap: tells what is otherwise than it was, having read everybody. */
  synchronized void startOver(Position at, Collection<AgentRecord> all) {
    var now = new HashMap<AgentId, AgentRecord>();
    all.forEach(record -> now.put(record.id(), record));
    position = at;
    for (var record : List.copyOf(records.values())) {
      if (!now.containsKey(record.id())) {
        records.remove(record.id());
        add(Kind.LEFT, record.id(), record, "not there any more when the log had a gap");
      }
    }
    for (var record : now.values()) {
      var before = records.get(record.id());
      if (before == null || !before.session().equals(record.session())) {
        registered(record);
      } else if (!before.equals(record)) {
        records.put(record.id(), record);
        add(Kind.CHANGED, record.id(), record, "");
      }
    }
  }

  private void add(Kind kind, AgentId agent, AgentRecord record, String reason) {
    ring.add(new AgentChange(kind, agent, Optional.of(record), reason, cursor()));
  }

  /** From where a watch that has heard everything goes on. */
  synchronized WatchCursor cursor() {
    return new WatchCursor(position, nowMicros);
  }

  // What watchers ask.

  /** The number of the next change. */
  synchronized long end() {
    return ring.end();
  }

  /**
   * The changes from this number on; empty if there are none, and nothing if they are forgotten.
   */
  synchronized Optional<List<AgentChange>> from(long number, int limit) {
    return ring.has(number) ? Optional.of(ring.from(number, limit)) : Optional.empty();
  }

  /** Everybody as news, and those who do not live as such. */
  synchronized Beginning everybody() {
    var news = new ArrayList<AgentChange>();
    for (var record : records.values()) {
      news.add(news(Kind.ADDED, record));
    }
    news.addAll(judgementsSince(Long.MIN_VALUE));
    return new Beginning(news, ring.end());
  }

  /** The judgements that came about after a moment, if the log was read up to here. */
  synchronized Optional<Beginning> judgements(Position readUpTo, long afterMicros) {
    return readUpTo.equals(position)
        ? Optional.of(new Beginning(judgementsSince(afterMicros), ring.end()))
        : Optional.empty();
  }

  private List<AgentChange> judgementsSince(long afterMicros) {
    var news = new ArrayList<AgentChange>();
    for (var record : records.values()) {
      var judged = told.get(record.session());
      if (judged != null
          && judged.liveness() != Liveness.ALIVE
          && judged.sinceMicros() > afterMicros) {
        news.add(news(kind(judged.liveness()), record));
      }
    }
    return news;
  }

  private AgentChange news(Kind kind, AgentRecord record) {
    return new AgentChange(kind, record.id(), Optional.of(record), "", cursor());
  }

  /** The record of an agent as of here, if it is of this registration. */
  synchronized Optional<AgentRecord> record(AgentId agent, long incarnation) {
    return Optional.ofNullable(records.get(agent))
        .filter(record -> record.incarnation() == incarnation);
  }

  synchronized List<AgentRecord> all() {
    return List.copyOf(records.values());
  }
}
